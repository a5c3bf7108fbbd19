// SPDX-License-Identifier: BSL-1.0
// A spec from JSON text: every member, what is done with those that are not known, and every way in which a text may
// be bad.
#include <specline/oci/read.hpp>

#include "answer.hpp"
#include "catch.hpp"
#include "full.hpp"

#include <specline/oci/write.hpp>

#include <boost/json.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace spec_read_tests {

namespace json = boost::json;
namespace sl = specline;
namespace oci = sl::oci;
using sl::errc;
using tests::answer;

inline answer read_owned(std::string_view text, oci::read_options const& options = {})
{
    auto const spec = oci::read(text, options);
    return spec ? answer{oci::write(*spec), {}} : answer{{}, spec.status()};
}
inline answer read_view(std::string_view text, oci::read_options const& options = {})
{
    static std::vector<std::byte> bytes(1 << 22);
    sl::arena room{bytes};
    auto const spec = oci::read(text, room, options);
    return spec ? answer{oci::write(*spec), {}} : answer{{}, spec.status()};
}

// What is written of a text, which must be a spec, the same by both text kinds.
inline std::string written(std::string_view text, oci::read_options const& options = {})
{
    return tests::agreed(text, read_owned(text, options), read_view(text, options));
}

// A spec with no members but these.
inline std::string with(std::string const& members) { return R"({"ociVersion":"",)" + members + "}"; }

// Reads `marked`, in which '@' marks where the error is, with both text kinds, and gives the error's words.
inline std::string refused(std::string marked, errc code, std::string_view where, oci::read_options const& options = {})
{
    return tests::refusal(
        std::move(marked), code, where, [&](std::string_view text) { return read_owned(text, options); },
        [&](std::string_view text) { return read_view(text, options); });
}

inline std::string escaped_for_pointer(std::string_view name)
{
    std::string text;
    for (char const c : name)
        if (c == '~') text += "~0";
        else if (c == '/') text += "~1";
        else text.push_back(c);
    return text;
}

// Whether the object at this JSON pointer is a map: all its names are good.
inline bool is_map(std::string_view pointer)
{
    for (std::string_view const end : {"/annotations", "/sysctl", "/unified", "/rdma", "/timeOffsets"})
        if (pointer.ends_with(end)) return true;
    return false;
}

// Calls `use(pointer, value, before, behind)` for each value in `v` but `v` itself; `before` and `behind` are a text
// with nothing else around that value, but for null in lists.
template <class Use>
void each_value(json::value const& v, std::string const& pointer, std::string const& before, std::string const& behind,
                Use const& use)
{
    if (!pointer.empty()) use(pointer, v, before, behind);
    if (auto const* o = v.if_object())
        for (auto const& [key, value] : *o) {
            std::string const name{key.data(), key.size()};
            each_value(value, pointer + "/" + escaped_for_pointer(name), before + "{ \"" + name + "\" :\n ",
                       " }" + behind, use);
        }
    if (auto const* a = v.if_array()) {
        std::string nulls;
        for (std::size_t i = 0; i < a->size(); ++i, nulls += "null, ")
            each_value((*a)[i], pointer + "/" + std::to_string(i), before + "[" + nulls, "]" + behind, use);
    }
}

// `v` as compact text; `more(pointer, end)` is put at the beginning and at the end of each object that is no map.
template <class More>
std::string rewritten(json::value const& v, std::string const& pointer, More const& more)
{
    auto const joined = [](char open, std::vector<std::string> const& parts, char close) {
        std::string text(1, open);
        for (auto const& part : parts) {
            if (text.size() > 1 && !part.empty()) text += ",";
            text += part;
        }
        return text + close;
    };
    std::vector<std::string> parts;
    if (auto const* o = v.if_object()) {
        if (!is_map(pointer)) parts.push_back(more(pointer, false));
        for (auto const& [key, value] : *o) {
            std::string const name{key.data(), key.size()};
            parts.push_back("\"" + name + "\":" + rewritten(value, pointer + "/" + escaped_for_pointer(name), more));
        }
        if (!is_map(pointer)) parts.push_back(more(pointer, true));
        return joined('{', parts, '}');
    }
    if (auto const* a = v.if_array()) {
        for (std::size_t i = 0; i < a->size(); ++i)
            parts.push_back(rewritten((*a)[i], pointer + "/" + std::to_string(i), more));
        return joined('[', parts, ']');
    }
    return json::serialize(v);
}

inline json::value const& full_value()
{
    static json::value const v = json::parse(json::string_view{full::text.data(), full::text.size()});
    return v;
}

TEST_CASE("every member is read, and written back byte for byte", "[oci][read]")
{
    CHECK(written(full::text) == full::text);
    CHECK(written(full::empty) == full::empty);
    // Nothing of it is unknown, and white space does not matter.
    CHECK(written(full::text, {.unknown_members = oci::unknown::refuse}) == full::text);
    std::string spaced;
    bool in_text = false;
    for (char const c : full::text) {
        in_text = in_text != (c == '"');
        spaced += in_text || std::string_view{"{}[]:,"}.find(c) == std::string_view::npos
                      ? std::string(1, c)
                      : std::string{"\r\n\t "} + c + " \n";
    }
    CHECK(written(spaced) == full::text);
    CHECK(written("{}") == R"({"ociVersion":""})");
}

TEST_CASE("members may stand in any order", "[oci][read]")
{
    std::function<std::string(json::value const&)> const backwards = [&](json::value const& v) {
        std::string text;
        if (auto const* o = v.if_object()) {
            for (auto const& [key, value] : *o)
                text = "\"" + std::string{key.data(), key.size()} + "\":" + backwards(value) +
                       (text.empty() ? "" : ",") + text;
            return "{" + text + "}";
        }
        if (auto const* a = v.if_array()) {
            for (auto const& e : *a) text += (text.empty() ? "" : ",") + backwards(e);
            return "[" + text + "]";
        }
        return json::serialize(v);
    };
    std::string const text = backwards(full_value());
    CHECK(read_owned(text).text == full::text);
    // Maps of views keep their order.
    CHECK(json::parse(read_view(text).text) == full_value());
}

// What is expected where full::text has such a value.
inline std::string_view words_for(json::kind kind)
{
    switch (kind) {
    case json::kind::string: return "expected a string, ";
    case json::kind::bool_: return "expected true or false, ";
    case json::kind::object: return "expected an object, ";
    case json::kind::array: return "expected an array, ";
    default: return "expected a whole number from ";
    }
}

TEST_CASE("a value of another type is an error with its place, at every member", "[oci][read][bad]")
{
    struct other {
        json::kind kind;
        std::string_view text, found;
    };
    constexpr other others[] = {{json::kind::string, R"("x\"y")", "found a string"},
                                {json::kind::bool_, "true", "found true or false"},
                                {json::kind::uint64, "7", "found a number"},
                                {json::kind::object, R"({"a": [1, {}]})", "found an object"},
                                {json::kind::array, R"([{"a": 1}, "b"])", "found an array"}};
    int tried = 0;
    each_value(
        full_value(), "", "", "",
        [&](std::string const& pointer, json::value const& v, std::string const& before, std::string const& behind) {
            auto const kind = v.is_int64() ? json::kind::uint64 : v.kind();
            for (auto const& o : others) {
                if (o.kind == kind) continue;
                auto const what = refused(before + "@" + std::string{o.text} + behind, errc::wrong_type, pointer);
                CHECK(what.starts_with(words_for(kind)));
                CHECK(what.ends_with(o.found));
                ++tried;
            }
        });
    CHECK(tried > 1000);
}

TEST_CASE("each number has the range of its type in the runtime spec", "[oci][read][bad]")
{
    struct row {
        std::string_view before, behind, pointer, least, below, most, above;
    };
    constexpr std::string_view u64 = "18446744073709551615", above_u64 = "18446744073709551616",
                               i64 = "9223372036854775807", above_i64 = "9223372036854775808",
                               least_i64 = "-9223372036854775808", below_i64 = "-9223372036854775809";
    constexpr row rows[] = {
        {R"("linux":{"resources":{"blockIO":{"weight":)", "}}}", "/linux/resources/blockIO/weight", "0", "-1", "65535",
         "65536"},
        {R"("process":{"user":{"umask":)", "}}", "/process/user/umask", "0", "-1", "4294967295", "4294967296"},
        {R"("process":{"user":{"additionalGids":[1,)", "]}}", "/process/user/additionalGids/1", "0", "-1", "4294967295",
         "4294967296"},
        {R"("linux":{"uidMappings":[{"size":)", "}]}", "/linux/uidMappings/0/size", "0", "-1", "4294967295",
         "4294967296"},
        {R"("process":{"scheduler":{"nice":)", "}}", "/process/scheduler/nice", "-2147483648", "-2147483649",
         "2147483647", "2147483648"},
        {R"("process":{"oomScoreAdj":)", "}", "/process/oomScoreAdj", least_i64, below_i64, i64, above_i64},
        {R"("process":{"rlimits":[{"hard":)", "}]}", "/process/rlimits/0/hard", "0", "-1", u64, above_u64},
        {R"("linux":{"resources":{"cpu":{"shares":)", "}}}", "/linux/resources/cpu/shares", "0", "-1", u64, above_u64},
        {R"("linux":{"resources":{"pids":{"limit":)", "}}}", "/linux/resources/pids/limit", least_i64, below_i64, i64,
         above_i64},
        {R"("hooks":{"poststop":[{"timeout":)", "}]}", "/hooks/poststop/0/timeout", least_i64, below_i64, i64,
         above_i64},
    };
    for (auto const& r : rows) {
        std::string const words = "expected a whole number from " + std::string{r.least} + " to " +
                                  std::string{r.most} + ", found another number";
        auto const text = [&](std::string_view number) {
            return with(std::string{r.before} + std::string{number} + std::string{r.behind});
        };
        std::string const seven = written(text("7"));
        for (auto const good : {r.least, r.most}) {
            std::string expected = seven;
            expected.replace(expected.find('7'), 1, good);
            CHECK((written(text(good)) == expected || good == "0"));
        }
        CHECK(written(text(r.least)) != seven);
        for (auto const bad : {r.below, r.above, std::string_view{"1.0"}, std::string_view{"1e3"},
                               std::string_view{"0.5"}, std::string_view{"1E400"}, std::string_view{"-1e-400"},
                               std::string_view{"123456789012345678901234567890"}})
            CHECK(refused(text("@" + std::string{bad}), errc::number_out_of_range, r.pointer) == words);
        if (r.least == "0") CHECK(refused(text("@-0"), errc::number_out_of_range, r.pointer) == words);
        else CHECK(written(text("-0")) == written(text("0")));
    }
}

TEST_CASE("a text that is no object, or no JSON, is refused", "[oci][read][bad]")
{
    for (auto const text : {"@5", " \n@[]", "@\"x\"", "@true", "@[{\"ociVersion\":\"\"}]"})
        CHECK(refused(text, errc::wrong_type, "").starts_with("expected an object, found "));
    CHECK(refused("\t@null ", errc::wrong_type, "") == "expected an object, found null");
    for (auto const text : {"@", "  @", "{@", "{}@x", "{} @{}", "{\"hostname\":@}", "{\"hostname\":\"a\",@}", "@\x80"})
        CHECK(refused(text, errc::syntax, std::string_view{text}.ends_with(":@}") ? "/hostname" : "")
                  .starts_with("not JSON: "));
    CHECK(refused("{\"root\":{\"path\":\"a@\n\"}}", errc::syntax, "/root/path").starts_with("not JSON: "));
    CHECK(refused("{\"mounts\":[{}, {\"source\":\"@\xed\xa0\x80\"}]}", errc::syntax, "/mounts/1/source")
              .starts_with("not JSON: "));
    // What stands first is told, and syntax before all.
    CHECK(refused(R"({"a":1,"hostname":@5,"root":[]})", errc::wrong_type, "/hostname").size() > 5);
    CHECK(refused(R"({"hostname":5,"root":[@})", errc::syntax, "/root/0").size() > 5);
}

TEST_CASE("depth is limited, also within what is not known", "[oci][read][bad]")
{
    std::string const words = "objects and arrays are too deep: raise max_depth, or mend the text";
    auto const nested = [](std::size_t n) { return R"({"x":)" + std::string(n, '[') + std::string(n, ']') + "}"; };
    CHECK(written(nested(31)) == R"({"ociVersion":"","x":)" + nested(31).substr(5));
    std::string deep = nested(32);
    std::string pointer = "/x";
    for (int i = 0; i < 31; ++i) pointer += "/0";
    CHECK(refused(deep.insert(36, "@"), errc::too_deep, pointer) == words);
    CHECK(written(nested(99), {.max_depth = 100}).size() > 200);
    CHECK(read_owned(R"({"x":)" + std::string(1000000, '[')).why.code() == errc::too_deep);
    std::string objects;
    for (int i = 0; i < 100000; ++i) objects += R"({"linux":)";
    CHECK(read_owned(objects).why.code() == errc::too_deep);
    // The deepest member of the model.
    constexpr std::string_view deepest = R"({"linux":{"seccomp":{"syscalls":[{"args":[@{"op":"x"}]}]}}})";
    CHECK(refused(std::string{deepest}, errc::too_deep, "/linux/seccomp/syscalls/0/args/0", {.max_depth = 6}) == words);
    std::string text{deepest};
    text.erase(text.find('@'), 1);
    CHECK(written(text, {.max_depth = 7}).find(R"("op":"x")") != std::string::npos);
}

// A member that no version of the runtime spec has, with all that a value may be, compact and as it may come.
constexpr std::string_view stranger =
    R"("z\"\\\b\f\n\r\t\u0000/é😀":{"a":[],"b":{},"":[1,-0,1.50,-2E+05,1e400,123456789012345678901234567890,0.1e-999],)"
    R"("c":[null,true,false,{"d":[[["",{"e":"\u001f/é😀\u007f"}]]]}],"c":"twice"})";
constexpr std::string_view spaced_stranger =
    "\n \"\\u007a\\\"\\\\\\b\\f\\n\\r\\t\\u0000\\/\\u00e9\\ud83d\\ude00\" : { \"a\" : [ ] ,\t\"\\u0062\" : { } , \"\" "
    ": "
    "[ 1 , -0 , 1.50 , -2E+05 , 1e400 , 123456789012345678901234567890 , 0.1e-999 ] , \"c\" : [ null , true , false , "
    "{ \"d\" : [ [ [ \"\" , { \"e\" : \"\\u001F\\/é\\uD83D\\uDE00\\u007f\" } ] ] ] } ] , \"c\" : \"\\u0074wi\\u0063e\" "
    "} ";

TEST_CASE("a member that is not known is kept in its object, whatever it holds", "[oci][read][unknown]")
{
    // DEL needs no escape.
    std::string expected{stranger};
    expected.replace(expected.find("\\u007f"), 6, "\x7f");
    // One at a time, before all members and behind them.
    std::vector<std::string> objects;
    rewritten(full_value(), "", [&](std::string const& pointer, bool end) {
        if (end) objects.push_back(pointer);
        return std::string{};
    });
    CHECK(objects.size() > 60);
    for (auto const& here : objects)
        for (bool const behind : {false, true}) {
            auto const text = rewritten(full_value(), "", [&](std::string const& pointer, bool end) {
                return std::string{pointer == here && end == behind ? spaced_stranger : ""};
            });
            auto const kept = rewritten(full_value(), "", [&](std::string const& pointer, bool end) {
                return pointer == here && end ? expected : std::string{};
            });
            CHECK(written(text) == kept);
        }
    // And all at once, twice each.
    auto const text =
        rewritten(full_value(), "", [&](std::string const&, bool) { return std::string{spaced_stranger}; });
    auto const kept = rewritten(full_value(), "", [&](std::string const&, bool end) {
        return end ? expected + "," + expected : std::string{};
    });
    CHECK(written(text) == kept);
    CHECK(written(kept) == kept);
}

TEST_CASE("each kind of value that is not known is kept as it is", "[oci][read][unknown]")
{
    for (auto const value : {"0", "-0", "1.0", "1e3", "\"\"", "\"x\"", "true", "false", "null", "[]", "{}", "[[],{}]",
                             "18446744073709551616", "[\"a\",\"b\",1,2]", "{\"a\":{\"b\":1},\"c\":2}"}) {
        std::string const text = with(R"("x":)" + std::string{value});
        CHECK(written(text) == text);
    }
    auto const spec = oci::read(R"({"x" : [1, 2], "hostname":"h", "y":null, "root":{"z":{}}})");
    REQUIRE(spec);
    CHECK(spec->unknown.texts == std::vector<std::string>{R"("x":[1,2])", R"("y":null)"});
    CHECK(spec->root->unknown.texts == std::vector<std::string>{R"("z":{})"});
    // Of other systems, and of another case.
    std::string const text = with(R"("process":{"user":{"uid":0,"gid":0,"username":"u"},"cwd":"","commandLine":"c"},)"
                                  R"("Process":{},"windows":{"layerFolders":[]},"OCIVersion":"2","linux_":1)");
    CHECK(written(text) == text);
}

TEST_CASE("long strings that are not known are kept whole", "[oci][read][unknown]")
{
    // Longer than a parser's buffers, with letters of two to four bytes at every distance from their ends.
    for (std::size_t const begin : {0u, 1u, 2u, 3u}) {
        std::string value(begin, 'x'), raw(begin, 'x');
        for (int i = 0; i < 3000; ++i) {
            value += "é€😀\\u20AC\\n";
            raw += "é€😀€\\n";
        }
        for (auto const& [in, out] : {std::pair{value, raw}, std::pair{"\\t" + value, "\\t" + raw}}) {
            CHECK(written(with("\"x\":\"" + in + "\"")) == with("\"x\":\"" + out + "\""));
            CHECK(written(with("\"" + in + "\":1")) == with("\"" + out + "\":1"));
            CHECK(written(R"({"ociVersion":")" + in + "\"}") == R"({"ociVersion":")" + out + "\"}");
            CHECK(written(with(R"("annotations":{")" + in + "\":\"v\"}")) ==
                  with(R"("annotations":{")" + out + "\":\"v\"}"));
        }
    }
}

// `marked` without its marks, '@', and where they are.
inline std::pair<std::string, std::vector<sl::text_place>> take_marks(std::string_view marked)
{
    std::pair<std::string, std::vector<sl::text_place>> out;
    sl::text_place at{1, 1};
    for (char const c : marked) {
        if (c == '@') {
            out.second.push_back(at);
            continue;
        }
        out.first.push_back(c);
        ++at.column;
        if (c == '\n') at = {at.line + 1, 1};
    }
    return out;
}

// Reads `marked` and compares the reports with its marks and with `pointers`; gives what is written.
inline std::string reported(std::string_view marked, std::vector<std::string> const& pointers)
{
    auto const [text, places] = take_marks(marked);
    REQUIRE(places.size() == pointers.size());
    std::vector<sl::status> reports, again;
    reports.emplace_back(errc::refused, "was there before");
    auto const a = read_owned(text, {.unknown_members = oci::unknown::report, .reports = &reports});
    CHECK(a == read_view(text, {.unknown_members = oci::unknown::report, .reports = &again}));
    CHECK(a == read_owned(text, {.unknown_members = oci::unknown::report}));
    REQUIRE(again.size() == pointers.size());
    REQUIRE(reports.size() == pointers.size() + 1);
    CHECK(reports[0].code() == errc::refused);
    for (std::size_t i = 0; i < pointers.size(); ++i)
        for (auto const& r : {reports[i + 1], again[i]}) {
            INFO(pointers[i]);
            CHECK(r.code() == errc::unknown_member);
            CHECK(r.what() == "the runtime spec has no such member: it is passed over");
            CHECK(r.where() == pointers[i]);
            CHECK(r.line() == places[i].line);
            CHECK(r.column() == places[i].column);
        }
    return a.text;
}

TEST_CASE("members that are not known are reported, each with its place, and passed over", "[oci][read][unknown]")
{
    CHECK(
        reported(
            "{\"ociVersion\":\"a\\\"b\\\\\",\n \"a/b~\" : @[{\"c\":1}, \"x:y\"],\n \"root\": {\"path\":\"\",\n"
            "\"Path\":@\"x\"}, \"mounts\":[{}, {\"destination\":\"\", \"\\u0078\": @-1.5,\"\":@{}}],"
            "\"hooks\":null, \"linux\":{\"rdma\":@{\"x\":{\"y\":\n  null}},\"timeOffsets\":{\"t\":{\"z\":@null}}}, "
            "\"last\":\n\n\t@true }",
            {"/a~1b~0", "/root/Path", "/mounts/1/x", "/mounts/1/", "/linux/rdma", "/linux/timeOffsets/t/z", "/last"}) ==
        R"({"ociVersion":"a\"b\\","root":{"path":""},"mounts":[{"destination":""},{"destination":""}],)"
        R"("linux":{"timeOffsets":{"t":{}}}})");
    CHECK(reported("{}", {}) == R"({"ociVersion":""})");

    std::vector<std::string> pointers;
    auto const text = rewritten(full_value(), "", [&](std::string const& pointer, bool end) {
        if (!end) pointers.push_back(pointer + "/x");
        return std::string{end ? "" : "\"x\":@{\"y\":[1,\"\\\\\"]}"};
    });
    CHECK(reported(text, pointers) == full::text);
}

TEST_CASE("reports take a time that grows as the text does", "[oci][read][unknown]")
{
    // A look at the whole text for each of them would take hours.
    constexpr std::size_t many = 30000;
    std::string text = R"({"linux":{)";
    for (std::size_t i = 0; i < many; ++i) text += "\"x" + std::to_string(i) + "\":\"a value\",\n";
    text += R"("cgroupsPath":"/c"}})";
    std::vector<sl::status> reports;
    auto const a = read_owned(text, {.unknown_members = oci::unknown::report, .reports = &reports});
    CHECK(a.text == R"({"ociVersion":"","linux":{"cgroupsPath":"/c"}})");
    REQUIRE(reports.size() == many);
    CHECK(reports[many - 1].where() == "/linux/x29999");
    CHECK(reports[many - 1].line() == many);
    CHECK(reports[many - 1].column() == 10);
}

TEST_CASE("nothing is reported of a text that is refused", "[oci][read][unknown]")
{
    std::vector<sl::status> reports;
    oci::read_options const options{.unknown_members = oci::unknown::report, .reports = &reports};
    CHECK(refused(R"({"x":1,"hostname":@2})", errc::wrong_type, "/hostname", options).size() > 5);
    CHECK(refused(R"({"x":1,@})", errc::syntax, "", options).size() > 5);
    CHECK(reports.empty());
    // What is kept is not reported.
    CHECK(written(with(R"("x":1)"), {.reports = &reports}) == with(R"("x":1)"));
    CHECK(reports.empty());
}

TEST_CASE("a member that is not known is refused where that is asked for", "[oci][read][unknown]")
{
    oci::read_options const strict{.unknown_members = oci::unknown::refuse};
    for (auto const& [text, where] :
         {std::pair{R"({"hostname":"h",
 "Hostname":@"h"})",
                    "/Hostname"},
          std::pair{R"({"linux":{"namespaces":[{},{"type":"pid","paht":@[1,{"x":2}]}]},"x":1})",
                    "/linux/namespaces/1/paht"},
          std::pair{R"({"":@null})", "/"}})
        CHECK(refused(text, errc::unknown_member, where, strict) ==
              "the runtime spec has no such member: mend the text, or keep it");
    // What comes first is told.
    CHECK(refused(R"({"hostname":@1,"x":2})", errc::wrong_type, "/hostname", strict).size() > 5);
    CHECK(refused(R"({"x":@2,"hostname":1})", errc::unknown_member, "/x", strict).size() > 5);
}

TEST_CASE("null leaves a member as it is, and is a new element of a list or a map", "[oci][read]")
{
    each_value(
        full_value(), "", "", "",
        [&](std::string const& pointer, json::value const&, std::string const& before, std::string const& behind) {
            if (before.ends_with(":\n ") && !is_map(pointer.substr(0, pointer.rfind('/'))))
                CHECK(written(before + "null" + behind) == written(before.substr(0, before.rfind('{') + 1) + behind));
        });
    CHECK(written(R"({"process":null,"hostname":null,"linux":{"resources":null,"seccomp":null}})") ==
          with(R"("linux":{})"));
    CHECK(written(R"({"hostname":"h","hostname":null,"root":{"readonly":true},"root":null,"mounts":[{}],"mounts":null,)"
                  R"("process":{"oomScoreAdj":5,"oomScoreAdj":null}})") ==
          with(R"("process":{"user":{"uid":0,"gid":0},"cwd":"","oomScoreAdj":5},"root":{"path":"","readonly":true},)"
               R"("hostname":"h","mounts":[{"destination":""}])"));
    CHECK(written(R"({"process":{"args":[null,"a",null],"user":{"additionalGids":[null,3]},"rlimits":[null]},)"
                  R"("annotations":{"a":null,"b":"c"},"linux":{"timeOffsets":{"t":null}}})") ==
          with(R"("process":{"user":{"uid":0,"gid":0,"additionalGids":[0,3]},"args":["","a",""],"cwd":"",)"
               R"("rlimits":[{"type":"","hard":0,"soft":0}]},"annotations":{"a":"","b":"c"},)"
               R"("linux":{"timeOffsets":{"t":{}}})"));
}

TEST_CASE("of two equal keys of a spec the later overwrites what it names", "[oci][read]")
{
    CHECK(written(R"({"hostname":"a","root":{"path":"/a","readonly":true},"hostname":"b","root":{"path":"/b"},)"
                  R"("process":{"args":["a","b"],"cwd":"/a","capabilities":{"bounding":["A"],"effective":["E"]}},)"
                  R"("process":{"args":["c"],"capabilities":{"bounding":[]}},"annotations":{"a":"1","b":"2"},)"
                  R"("annotations":{"b":"3"}})") ==
          with(R"("process":{"user":{"uid":0,"gid":0},"args":["c"],"cwd":"/a","capabilities":{"effective":["E"]}},)"
               R"("root":{"path":"/b","readonly":true},"hostname":"b","annotations":{"b":"3"})"));
    // In a map of views both stand, in a std::map the later one.
    constexpr std::string_view twice =
        R"({"ociVersion":"","annotations":{"b":"1","a":"2","b":"3"},"linux":{"timeOffsets":{"t":{"secs":1},"t":{}}}})";
    CHECK(read_view(twice).text == twice);
    CHECK(read_owned(twice).text ==
          R"({"ociVersion":"","annotations":{"a":"2","b":"3"},"linux":{"timeOffsets":{"t":{}}}})");
}

TEST_CASE("keys match as they are, with their escapes undone", "[oci][read]")
{
    CHECK(
        written(
            R"({"\u006fciVersi\u006fn":"1","host\u006eame":"h","\u0061nnotations":{"\u0061\n":"\u0062\t","a\n\t\"c":"d"}})") ==
        R"({"ociVersion":"1","hostname":"h","annotations":{"a\n":"b\t","a\n\t\"c":"d"}})");
    for (auto const key : {"OciVersion", "ociVersio", "ociVersionx", "ociVersion\\u0000", " ociVersion", "", "linux_"})
        CHECK(written(R"({"hostname":"h",")" + std::string{key} + R"(":"x"})") ==
              with(R"("hostname":"h",")" + std::string{key} + R"(":"x")"));
}

TEST_CASE("lists of texts are read whole, however long they are and whatever is in them", "[oci][read]")
{
    for (std::size_t const size : {0u, 1u, 31u, 32u, 33u, 64u, 65u, 200u})
        for (std::size_t const odd : {std::size_t{0}, size / 2, size - 1}) {
            std::string text, wanted;
            for (std::size_t i = 0; i < size; ++i) {
                std::string const one = "a text of some length, " + std::to_string(i);
                auto const* const comma = i == 0 ? "" : ",";
                text += comma + (i == odd ? R"("\u0062\n)" + one + "\"" : i == odd + 2 ? "null" : '"' + one + '"');
                wanted += comma + (i == odd ? R"("b\n)" + one + "\"" : i == odd + 2 ? R"("")" : '"' + one + '"');
            }
            auto const spec = [&](std::string const& list) {
                return with(R"("mounts":[{"destination":"/","options":[)" + list + R"(]},{"destination":"/b"}])");
            };
            // An empty list is left out.
            std::string const result =
                size == 0 ? with(R"("mounts":[{"destination":"/"},{"destination":"/b"}])") : spec(wanted);
            REQUIRE(written(spec(text)) == result);
        }
    CHECK(refused(with(R"("linux":{"maskedPaths":["/a",@["/b"],"/c"]})"), errc::wrong_type, "/linux/maskedPaths/1") ==
          "expected a string, found an array");
}

TEST_CASE("texts keep what they hold, NUL and all", "[oci][read]")
{
    auto const spec = oci::read(R"({"hostname":"a\u0000b","root":{"path":"\ud83d\ude00\/\"\\\b"}})");
    REQUIRE(spec);
    CHECK(spec->hostname == std::string{"a\0b", 3});
    CHECK(spec->root->path == "\xf0\x9f\x98\x80/\"\\\b");
}

TEST_CASE("views borrow from the text, and take from the arena what stands there with escapes", "[oci][read]")
{
    std::string const text =
        R"({"hostname":"host","domainname":"do\u006dain","annotations":{"key":"value","k\u0065y":""},"x":[1, 2]})";
    std::vector<std::byte> bytes(1 << 12);
    sl::arena room{bytes};
    auto const spec = oci::read(text, room);
    REQUIRE(spec);
    auto const within = [](std::string_view part, auto const& whole) {
        auto const* const first = reinterpret_cast<char const*>(whole.data());
        return std::less_equal<>{}(first, part.data()) &&
               std::less_equal<>{}(part.data() + part.size(), first + whole.size());
    };
    CHECK(within(spec->hostname, text));
    CHECK(within(spec->domainname, bytes));
    CHECK(within(spec->annotations[0].first, text));
    CHECK(within(spec->annotations[0].second, text));
    CHECK(within(spec->annotations[1].first, bytes));
    CHECK(within(spec->unknown.texts[0], bytes));
    CHECK(spec->room == &room);
    CHECK(oci::write(*spec) == R"({"ociVersion":"","hostname":"host","domainname":"domain",)"
                               R"("annotations":{"key":"value","key":""},"x":[1,2]})");
}

TEST_CASE("too small an arena is an error", "[oci][read]")
{
    std::string const text = rewritten(full_value(), "", [](std::string const&, bool end) {
        return std::string{end ? "" : R"("x\u0020y":{"z":[1,"\n"]})"};
    });
    std::vector<std::byte> bytes(1 << 16);
    std::size_t needed = 0;
    {
        sl::arena room{bytes};
        REQUIRE(oci::read(text, room));
        needed = room.used();
    }
    for (std::size_t size = 0; size < needed; size += 61) {
        sl::arena room{std::span{bytes}.first(size)};
        auto const none = oci::read(text, room);
        REQUIRE(none.status().code() == errc::arena_full);
        CHECK(room.missing() > 0);
        CHECK(oci::read(text, room).status().code() == errc::arena_full);
    }
    sl::arena room{std::span{bytes}.first(needed + 64)};
    CHECK(oci::read(text, room));
}

template <class Text>
concept borrowed_from = requires(sl::arena& room) { oci::read(std::declval<Text>(), room); };
template <class Text>
concept owned_from = requires { oci::read(std::declval<Text>()); };
static_assert(borrowed_from<std::string&> && borrowed_from<std::string const&> && borrowed_from<std::string_view> &&
              borrowed_from<char const*>);
static_assert(!borrowed_from<std::string> && !borrowed_from<std::string&&>);
static_assert(owned_from<std::string>);

// How many objects, lists and maps may be open at once.
template <class Text>
constexpr std::size_t depth_of(sl::detail::field<Text> const& f)
{
    std::size_t most = 0;
    if (f.element != nullptr) most = depth_of(*f.element);
    if (f.object != nullptr)
        for (auto const& member : f.object->fields) most = (std::max)(most, depth_of(member));
    return most + (f.element != nullptr || f.object != nullptr);
}
template <class Text>
constexpr sl::detail::field<Text> spec_field{.object = &sl::detail::shape_of<Text, oci::basic_spec<Text>>};
static_assert(depth_of(spec_field<std::string>) == 7);  // model_reader has room for 8
static_assert(depth_of(spec_field<std::string_view>) == 7);

}  // namespace spec_read_tests

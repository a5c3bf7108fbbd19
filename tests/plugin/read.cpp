// SPDX-License-Identifier: BSL-1.0
// A plugin from JSON text: the four texts, and every way in which a text may be bad.
#include <specline/plugin/read.hpp>

#include "answer.hpp"
#include "catch.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <optional>
#include <random>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

namespace read_tests {

namespace sl = specline;
using sl::errc;
using tests::answer;

// A plugin as text, member by member: the same for both text kinds. A member that is new does not compile here.
inline void put(std::string& out, std::string_view text) { out.append("\"").append(text).append("\","); }
inline void put(std::string& out, bool value) { out += value ? "true," : "false,"; }
inline void put(std::string& out, std::uint32_t value) { out.append(std::to_string(value)).append(","); }
template <class T>
void put(std::string& out, std::optional<T> const& value)
{
    if (value) put(out, *value);
    else out += "none,";
}
template <class... Members>
void put_all(std::string& out, Members const&... members);
template <class Text>
void put(std::string& out, sl::plugin_args<Text> const& v)
{
    auto const& [name, description, settable, value] = v;
    put_all(out, name, description, settable, value);
}
template <class Text>
void put(std::string& out, sl::plugin_env<Text> const& v)
{
    auto const& [name, description, settable, value] = v;
    put_all(out, name, description, settable, value);
}
template <class Text>
void put(std::string& out, sl::plugin_device<Text> const& v)
{
    auto const& [name, description, path, settable] = v;
    put_all(out, name, description, path, settable);
}
template <class Text>
void put(std::string& out, sl::plugin_mount<Text> const& v)
{
    auto const& [name, description, source, destination, type, options, settable] = v;
    put_all(out, name, description, source, destination, type, options, settable);
}
template <class Text>
void put(std::string& out, sl::plugin_interface<Text> const& v)
{
    auto const& [socket, scheme, types] = v;
    put_all(out, socket, scheme, types);
}
template <class Text>
void put(std::string& out, sl::plugin_linux<Text> const& v)
{
    auto const& [all, capabilities, devices] = v;
    put_all(out, all, capabilities, devices);
}
template <class Text>
void put(std::string& out, sl::basic_config<Text> const& v)
{
    auto const& [args, description, version, documentation, entrypoint, env, iface, ipc, kernel, mounts, network, pid,
                 propagated, rootfs, user, folder] = v;
    put_all(out, args, description, version, documentation, entrypoint, env, iface, ipc, kernel, mounts, network.type,
            pid, propagated, rootfs.type, rootfs.diff_ids, user.uid, user.gid, folder);
}
template <class Text>
void put(std::string& out, sl::basic_settings<Text> const& v)
{
    auto const& [args, devices, env, mounts] = v;
    put_all(out, args, devices, env, mounts);
}
template <class List>
    requires(!std::convertible_to<List const&, std::string_view> && requires(List const& l) { l.begin(); })
void put(std::string& out, List const& list)
{
    out += "[";
    for (auto const& element : list) put(out, element);
    out += "],";
}
template <class... Members>
void put_all(std::string& out, Members const&... members)
{
    out += "{";
    (put(out, members), ...);
    out += "},";
}
template <class Text>
std::string show(sl::basic_plugin_file<Text> const& file)
{
    auto const& [config, enabled, id, name, reference, settings, room] = file.plugin;
    std::string out;
    put_all(out, config, enabled, id, name, reference, settings, file.rootfs);
    return out;
}

inline answer read_owned(std::string_view text, sl::read_options const& options = {})
{
    auto const file = sl::read_plugin_file(text, options);
    return file ? answer{show(*file), {}} : answer{{}, file.status()};
}
inline answer read_view(std::string_view text, sl::read_options const& options = {})
{
    static std::vector<std::byte> bytes(1 << 18);
    sl::arena room{bytes};
    auto const file = sl::read_plugin_file(text, room, options);
    return file ? answer{show(*file), {}} : answer{{}, file.status()};
}

inline std::string shown(std::string_view text, sl::read_options const& options = {})
{
    return tests::agreed(text, read_owned(text, options), read_view(text, options));
}

// The plugin of a text, which must have one.
inline sl::plugin plugin_of(std::string_view text, sl::read_options const& options = {})
{
    auto p = sl::read_plugin(text, options);
    INFO(text);
    INFO(p.status().message());
    REQUIRE(p);
    CHECK(read_owned(text, options) == read_view(text, options));
    return *std::move(p);
}

// Reads `marked`, in which '@' marks where the error is, with both text kinds. `what` begins the error's words.
inline void refused(std::string marked, errc code, std::string_view where, std::string_view what,
                    sl::read_options const& options = {})
{
    INFO(marked);
    std::string const words = tests::refusal(
        marked, code, where, [&](std::string_view text) { return read_owned(text, options); },
        [&](std::string_view text) { return read_view(text, options); });
    CHECK(words.substr(0, what.size()) == what);
    CHECK((code == errc::syntax || words.size() == what.size()));
}
inline void no_json(std::string marked, std::string_view where)
{
    refused(std::move(marked), errc::syntax, where, "not JSON: ");
}

// Every member of the model, each with a value of its own.
constexpr std::string_view whole_config = R"({
  "Args": {"Name": "a-name", "Description": "a-text", "Settable": ["value", "a-more"], "Value": ["a-1", "a 2"]},
  "Description": "c-text", "DockerVersion": "c-version", "Documentation": "c-address",
  "Entrypoint": ["/bin/p", "--flag"],
  "Env": [{"Name": "E1", "Description": "e-text", "Settable": ["value"], "Value": "e-1"}, {"Name": "E2"},
          {"Name": "E3", "Value": ""}],
  "Interface": {"Socket": "p.sock", "ProtocolScheme": "i-scheme", "Types": ["docker.volumedriver/1.0", "i-type"]},
  "IpcHost": true,
  "Linux": {"AllowAllDevices": true, "Capabilities": ["CAP_SYS_ADMIN", "CAP_KILL"],
            "Devices": [{"Name": "d-name", "Description": "d-text", "Path": "/dev/d", "Settable": ["path"]}, {}]},
  "Mounts": [{"Name": "m-name", "Description": "m-text", "Source": "/m/from", "Destination": "/m/to", "Type": "bind",
              "Options": ["rbind", "ro"], "Settable": ["source"]}, {"Destination": "/m/2"}],
  "Network": {"Type": "host"},
  "PidHost": true, "PropagatedMount": "/propagated",
  "rootfs": {"type": "layers", "diff_ids": ["sha256:1", "sha256:2"]},
  "User": {"UID": 4294967295, "GID": 7},
  "WorkDir": "/work"
})";
constexpr std::string_view whole_settings = R"({
  "Args": ["s-1", ""], "Env": ["S=1"],
  "Devices": [{"Name": "sd-name", "Description": "sd-text", "Path": "/dev/sd", "Settable": ["path", "x"]}],
  "Mounts": [{"Name": "sm-name", "Description": "sm-text", "Source": "", "Destination": "/sm", "Type": "tmpfs",
              "Options": ["nodev"], "Settable": ["sm-settable"]}]
})";
inline std::string whole_plugin()
{
    return R"({"Config": )" + std::string{whole_config} +
           R"(, "Enabled": true, "Id": "p-id", "Name": "p-name", "PluginReference": "p-reference", "Settings": )" +
           std::string{whole_settings} + "}";
}

constexpr std::string_view config_shown =
    R"({{"a-name","a-text",["value","a-more",],["a-1","a 2",],},"c-text","c-version","c-address",["/bin/p","--flag",],)"
    R"([{"E1","e-text",["value",],"e-1",},{"E2","",[],none,},{"E3","",[],"",},],)"
    R"({"p.sock","i-scheme",["docker.volumedriver/1.0","i-type",],},true,)"
    R"({true,["CAP_SYS_ADMIN","CAP_KILL",],[{"d-name","d-text","/dev/d",["path",],},{"","",none,[],},],},)"
    R"([{"m-name","m-text","/m/from","/m/to","bind",["rbind","ro",],["source",],},{"","",none,"/m/2","",[],[],},],)"
    R"("host",true,"/propagated","layers",["sha256:1","sha256:2",],4294967295,7,"/work",},)";
constexpr std::string_view settings_shown =
    R"({["s-1","",],[{"sd-name","sd-text","/dev/sd",["path","x",],},],["S=1",],)"
    R"([{"sm-name","sm-text","","/sm","tmpfs",["nodev",],["sm-settable",],},],},)";
// What a config gives by itself.
constexpr std::string_view default_settings_shown =
    R"({["a-1","a 2",],[{"d-name","d-text","/dev/d",["path",],},{"","",none,[],},],["E1=e-1","E3=",],)"
    R"([{"m-name","m-text","/m/from","/m/to","bind",["rbind","ro",],["source",],},{"","",none,"/m/2","",[],[],},],},)";

inline std::string whole_shown(std::string_view about, std::string_view settings, std::string_view rootfs = "")
{
    return "{" + std::string{config_shown} + std::string{about} + std::string{settings} + "\"" + std::string{rootfs} +
           "\",},";
}
constexpr std::string_view about_shown = R"(true,"p-id","p-name","p-reference",)";
constexpr std::string_view nothing_about_shown = R"(false,"","","",)";

// The members of the model, each by its way from the config or the plugin, and what it holds.
enum class kind { text, path, boolean, number, object, list };
constexpr std::string_view config_members = R"(
/Args object  /Args/Name text  /Args/Description text  /Args/Settable list  /Args/Settable/1 text
/Args/Value list  /Args/Value/0 text  /Description text  /DockerVersion text  /Documentation text
/Entrypoint list  /Entrypoint/2 text  /Env list  /Env/0 object  /Env/1/Name text  /Env/1/Description text
/Env/1/Settable list  /Env/1/Settable/0 text  /Env/1/Value text  /Interface object  /Interface/Socket text
/Interface/ProtocolScheme text  /Interface/Types list  /Interface/Types/1 text  /IpcHost boolean  /Linux object
/Linux/AllowAllDevices boolean  /Linux/Capabilities list  /Linux/Capabilities/3 text  /Linux/Devices list
/Linux/Devices/2 object  /Linux/Devices/0/Name text  /Linux/Devices/0/Description text  /Linux/Devices/0/Path path
/Linux/Devices/0/Settable list  /Linux/Devices/0/Settable/1 text  /Mounts list  /Mounts/1 object
/Mounts/0/Name text  /Mounts/0/Description text  /Mounts/0/Source path  /Mounts/0/Destination path
/Mounts/0/Type text  /Mounts/0/Options list  /Mounts/0/Options/0 text  /Mounts/0/Settable list
/Mounts/0/Settable/0 text  /Network object  /Network/Type text  /PidHost boolean  /PropagatedMount path
/rootfs object  /rootfs/type text  /rootfs/diff_ids list  /rootfs/diff_ids/1 text  /User object
/User/UID number  /User/GID number  /WorkDir path )";
constexpr std::string_view plugin_members = R"(
/Enabled boolean  /Id text  /Name text  /PluginReference text  /Settings object  /Settings/Args list
/Settings/Args/1 text  /Settings/Devices list  /Settings/Devices/0 object  /Settings/Devices/1/Name text
/Settings/Devices/1/Description text  /Settings/Devices/1/Path path  /Settings/Devices/1/Settable list
/Settings/Devices/1/Settable/0 text  /Settings/Env list  /Settings/Env/0 text  /Settings/Mounts list
/Settings/Mounts/0 object  /Settings/Mounts/1/Name text  /Settings/Mounts/1/Description text
/Settings/Mounts/1/Source path  /Settings/Mounts/1/Destination path  /Settings/Mounts/1/Type text
/Settings/Mounts/1/Options list  /Settings/Mounts/1/Options/0 text  /Settings/Mounts/1/Settable list
/Settings/Mounts/1/Settable/0 text )";
template <class Use>
void each_member(std::string_view members, Use const& use)
{
    constexpr std::string_view names[] = {"text", "path", "boolean", "number", "object", "list"};
    std::istringstream in{std::string{members}};
    for (std::string way, name; in >> way >> name;) {
        auto const at = std::find(std::begin(names), std::end(names), name);
        REQUIRE(at != std::end(names));
        use(way, static_cast<kind>(at - std::begin(names)));
    }
}

constexpr std::string_view expected_words(kind k)
{
    switch (k) {
    case kind::text:
    case kind::path: return "a string";
    case kind::boolean: return "true or false";
    case kind::number: return "a whole number from 0 to 4294967295";
    case kind::object: return "an object";
    default: return "an array";
    }
}

// The text in which `value` stands at the JSON pointer `way`: elements before it are null.
inline std::string text_at(std::string_view way, std::string const& value)
{
    if (way.empty()) return value;
    std::size_t const end = way.find('/', 1);
    std::string const step{way.substr(1, end - 1)};
    std::string const inner = text_at(end == way.npos ? std::string_view{} : way.substr(end), value);
    if (step[0] > '9') return "{ \"" + step + "\" : " + inner + " }";
    std::string list = "[";
    for (int i = std::stoi(step); i > 0; --i) list += "null, ";
    return list + inner + "]";
}

// Calls `use(text, pointer, holds)` for every member in each of the four texts; `value` stands in the member.
template <class Value, class Use>
void in_every_member(Value const& value, Use const& use)
{
    each_member(config_members,
                [&](std::string const& way, kind holds) { use(text_at(way, value(holds)), way, holds); });
    auto const in_plugin = [&](std::string const& way, kind holds) {
        std::string const text = text_at(way, value(holds));
        use("{\"Config\":{}," + text.substr(1), way, holds);
        use("[" + text + "]", "/0" + way, holds);
        use("{\"plugin\":\n" + text + "}", "/plugin" + way, holds);
    };
    each_member(plugin_members, in_plugin);
    each_member(config_members, [&](std::string const& way, kind holds) { in_plugin("/Config" + way, holds); });
}

TEST_CASE("a plugin's own config.json is read, and gives its default settings", "[read]")
{
    CHECK(shown(whole_config) == whole_shown(nothing_about_shown, default_settings_shown));
    CHECK(shown(whole_config, {.id = "x"}) == whole_shown(R"(false,"x","","",)", default_settings_shown));
}

TEST_CASE("a plugin object is read, with its own settings or the default ones", "[read]")
{
    CHECK(shown(whole_plugin()) == whole_shown(about_shown, settings_shown));
    CHECK(shown("[" + whole_plugin() + "]") == whole_shown(about_shown, settings_shown));

    std::string const config = R"({"Config": )" + std::string{whole_config};
    CHECK(shown(config + "}") == whole_shown(nothing_about_shown, default_settings_shown));
    CHECK(shown(config + R"(, "Settings": null})") == whole_shown(nothing_about_shown, default_settings_shown));
    CHECK(shown(config + R"(, "Settings": {}})") == whole_shown(nothing_about_shown, "{[],[],[],[],},"));
    CHECK(shown(R"([{"Settings": {"Args": ["x"]}, "Id": "a"}, {"Id": "b", "Config": {"Args": {"Value": ["y"]}}}])",
                {.id = "b"})
              .find(R"({["y",],[],[],[],},)") != std::string::npos);
}

TEST_CASE("the engine's state file is read, with the place of the root filesystem", "[read]")
{
    std::string const rest = R"("Config": "sha256:1", "Blobsums": ["sha256:2"])";
    for (auto const& text : {R"({"plugin": )" + whole_plugin() + R"(, "Rootfs": "/r/rootfs", )" + rest + "}",
                             R"({"Rootfs": "/r/r\u006fotfs", )" + rest + R"(, "plugin": )" + whole_plugin() + "}"})
        CHECK(shown(text) == whole_shown(about_shown, settings_shown, "/r/rootfs"));

    auto const file = sl::read_plugin_file(R"({"plugin": {"Id": "x"}, "Rootfs": null})");
    REQUIRE(file);
    CHECK(file->rootfs.empty());
    // What stands beside `plugin` is of any type, but for Rootfs.
    CHECK(sl::read_plugin(R"({"plugin": {}, "Config": {"Args": 5}, "Enabled": 5, "Id": {}, "Env": [7]})"));
    refused(R"({"plugin": {}, "Rootfs": @5})", errc::wrong_type, "/Rootfs", "expected a string, found a number");
    refused(R"({"Rootfs": @{"type": "layers"}, "plugin": {}})", errc::wrong_type, "/Rootfs",
            "expected a string, found an object");
    refused(R"({"Rootfs": @[], "plugin": {}})", errc::wrong_type, "/Rootfs", "expected a string, found an array");
    refused(R"({"Rootfs": @false, "plugin": {}})", errc::wrong_type, "/Rootfs",
            "expected a string, found true or false");
    refused(R"({"plugin": @5})", errc::wrong_type, "/plugin", "expected an object, found a number");
}

TEST_CASE("which text it is depends on plugin and config alone", "[read]")
{
    // A config's own member of the wrong type counts only where the text is a config, and the other way round.
    CHECK(sl::read_plugin(R"({"Args": 5, "Config": {}})"));
    CHECK(sl::read_plugin(R"({"Config": {}, "Env": "x", "rootfs": 1})"));
    CHECK(plugin_of(R"({"Id": 5, "Enabled": "x", "Settings": [], "WorkDir": "/w"})").config.work_dir == "/w");
    for (auto const other : {"null", "5", "\"sha256:1\"", "[{}]", "true"}) {
        auto const p = plugin_of(R"({"Id": "x", "WorkDir": "/w", "Config": )" + std::string{other} + "}");
        CHECK(p.id.empty());
        CHECK(p.config.work_dir == "/w");
    }
    CHECK(plugin_of(R"({"plugin": null, "WorkDir": "/w"})").config.work_dir.empty());
    CHECK(sl::read_plugin("{}"));
    CHECK(sl::read_plugin(" \t\r\n{}\n "));
    CHECK(sl::read_plugin("[null]"));
}

TEST_CASE("nothing stays of what turns out not to count", "[read]")
{
    std::string const config = R"("Config": {"WorkDir": "/w", "Args": {"Value": ["x"]}})";
    std::string const env = R"("Env": [{"Name": "A", "Value": "1"}], "PidHost": true)";
    std::string const bare = env + R"(, "rootfs": {"type": "layers"})";
    std::string const about = R"("Id": "x", "Enabled": true, "Settings": {"Args": ["s"]})";
    std::string const inner = R"("plugin": {"Name": "n", "Config": {"Description": "d"}})";
    std::string const folder = R"("Rootfs": "/r")", state = inner + ", " + folder;
    auto const object = [](auto const&... parts) {
        std::string text;
        ((text += parts + ", "), ...);
        return "{" + text.substr(0, text.size() - 2) + "}";
    };
    for (auto const& text : {object(bare, config), object(config, bare)}) CHECK(shown(text) == shown(object(config)));
    for (auto const& text : {object(bare, about, config), object(about, config, bare), object(config, bare, about)})
        CHECK(shown(text) == shown(object(config, about)));
    for (auto const& text : {object(bare, about), object(about, bare)}) CHECK(shown(text) == shown(object(bare)));
    std::string const others = object(about, config), values = others.substr(1, others.size() - 2);
    for (auto const& text : {object(state, values), object(values, state), object(values, folder, inner),
                             object(env, folder, about, inner), object(env, state, about)})
        CHECK(shown(text) == shown(object(state)));
    std::string const first = object(about, config), second = object(std::string{R"("Id": "y")"});
    CHECK(shown("[" + first + "," + second + "]", {.id = "y"}) == shown("[" + second + "]"));
    CHECK(shown("[" + first + "," + second + "," + second + "]", {.id = "x"}) == shown(first));
    CHECK(shown("[" + second + "," + object(bare, about) + "]", {.id = "x"}) == shown("[" + object(bare, about) + "]"));
}

TEST_CASE("of several plugins an id chooses", "[read]")
{
    constexpr std::string_view two = R"([{"Id": "a", "Name": "first"}, {"Id": "b", "Name": "second"}])";
    CHECK(plugin_of(two, {.id = "a"}).name == "first");
    CHECK(plugin_of(two, {.id = "b"}).name == "second");
    CHECK(plugin_of(R"([{"Id": "a", "Name": "1"}, {"Id": "a", "Name": "2"}])", {.id = "a"}).name == "1");
    CHECK(plugin_of(R"([{"Id": "a"}])").id == "a");
    CHECK(plugin_of(R"([{"Id": "a"}])", {.id = "a"}).id == "a");
    CHECK(plugin_of(R"([{"Name": "x"}])", {.id = "a"}).id == "a");
    CHECK(plugin_of(R"({"plugin": {}})", {.id = "a"}).id == "a");

    struct {
        std::string_view text, id;
        errc code;
        std::string_view where;
    } const rows[] = {
        {two, "", errc::several_plugins, ""},
        {two, "c", errc::no_plugin, "c"},
        {"[{}, {}]", "c", errc::no_plugin, "c"},
        {"[]", "", errc::no_plugin, ""},
        {"[]", "a", errc::no_plugin, ""},
        {R"([{"Id": "a"}])", "b", errc::id_mismatch, "a"},
        {R"({"Id": "a", "Config": {}})", "b", errc::id_mismatch, "a"},
        {R"({"plugin": {"Id": "a"}})", "b", errc::id_mismatch, "a"},
    };
    for (auto const& row : rows) {
        INFO(row.text << " " << row.id);
        auto const a = read_owned(row.text, {.id = row.id});
        CHECK(a.why.code() == row.code);
        CHECK(a.why.where() == row.where);
        CHECK(a.why.line() == 0);
        CHECK(a.why.column() == 0);
        CHECK(a == read_view(row.text, {.id = row.id}));
    }
    // A plugin that is not chosen must still be one.
    refused(R"([{"Id": "a"}, {"Id": @5}])", errc::wrong_type, "/1/Id", "expected a string, found a number",
            {.id = "a"});
}

TEST_CASE("keys match in any case, and as the engine folds letters", "[read]")
{
    for (std::string_view const key : {"workdir", "WORKDIR", "WorkDir", "wOrKdIr", "wor\u212adir", "WOR\\u212aDIR"})
        CHECK(plugin_of("{\"" + std::string{key} + "\": \"/w\"}").config.work_dir == "/w");
    for (std::string_view const key : {"u\u017fer", "U\\u017fER", "\\u0075ser", "us\\u0065R"})
        CHECK(plugin_of("{\"" + std::string{key} + "\": {\"uid\": 3}}").config.user.uid == 3);
    CHECK(plugin_of("{\"propagatedmount\": \"/p\"}").config.propagated_mount == "/p");
    CHECK(plugin_of("{\"RootF\u017f\": {\"DIFF_ID\u017f\": [\"x\"]}}").config.rootfs.diff_ids.size() == 1);
    for (std::string_view const key :
         {"workdi", "workdirs", "work_dir", "", " workdir", "w\u00f6rkdir", "workdir\\u0000"})
        CHECK(plugin_of("{\"" + std::string{key} + "\": \"/w\"}").config.work_dir.empty());
}

TEST_CASE("unknown members of every kind and depth are passed over", "[read]")
{
    std::string const long_key(5000, 'k');
    for (std::string const value :
         {"null", "true", "0", "-1.5e300", "1e400", "\"x\\n\"", "[]", "{}", "[[[1,{\"id\":5}]],{}]",
          "{\"WorkDir\":5,\"Config\":{\"x\":[{}]},\"plugin\":{}}", "[{\"a\":[null,{\"b\":\"\\ud83d\\ude00\"}]}]"}) {
        INFO(value);
        std::string const unknown = "\"unknown\": " + value + ", \"" + long_key + "\": " + value;
        CHECK(shown("{" + unknown + R"(, "Args": {)" + unknown + R"(}, "Env": [{)" + unknown +
                    R"(, "Name": "E"}], "Linux": {"Devices": [{)" + unknown + R"(}], )" + unknown +
                    R"(}, "Network": {)" + unknown + R"(}, "WorkDir": "/w"})") ==
              shown(R"({"Args": {}, "Env": [{"Name": "E"}], "Linux": {"Devices": [{}]}, "WorkDir": "/w"})"));
    }
}

TEST_CASE("null leaves a member as it is", "[read]")
{
    auto const null = [](kind) -> std::string { return "null"; };
    in_every_member(null, [](std::string const& text, std::string const&, kind) {
        INFO(text);
        CHECK(sl::read_plugin(text));
    });
    std::string const twice = whole_plugin().substr(0, whole_plugin().size() - 1);
    CHECK(shown(twice + R"(, "Id": null, "Enabled": null, "Settings": null,
        "config": {"User": null, "user": {"uid": null}, "WorkDir": null, "IpcHost": null, "Args": null}})") ==
          whole_shown(about_shown, settings_shown));
    // In a list it is a new element.
    CHECK(plugin_of(R"({"Entrypoint": ["a", null]})").config.entrypoint == std::vector<std::string>{"a", ""});
    CHECK(plugin_of(R"({"Mounts": [null, null]})").config.mounts.size() == 2);
}

TEST_CASE("of two equal keys the later overwrites what it names", "[read]")
{
    auto const c = plugin_of(R"({
        "WorkDir": "/1", "WORKDIR": "/2",
        "User": {"uid": 1, "gid": 2}, "user": {"UID": 3},
        "Linux": {"Devices": [{"Name": "a", "Path": "/a"}, {"Name": "b"}], "AllowAllDevices": true},
        "linux": {"Devices": [{"Name": "c"}], "Capabilities": ["CAP_KILL"]},
        "Entrypoint": ["a", "b"], "entrypoint": ["c"],
        "Env": [{"Name": "A", "Name": "B", "Value": "1", "value": ""}], "Network": {"Type": "x"}, "Network": {}})")
                       .config;
    CHECK(c.work_dir == "/2");
    CHECK(c.user.uid == 3);
    CHECK(c.user.gid == 2);
    CHECK(c.linux_.allow_all_devices);
    CHECK(c.linux_.capabilities.size() == 1);
    REQUIRE(c.linux_.devices.size() == 1);
    CHECK(c.linux_.devices[0].name == "c");
    CHECK(!c.linux_.devices[0].path);
    CHECK(c.entrypoint == std::vector<std::string>{"c"});
    REQUIRE(c.env.size() == 1);
    CHECK(c.env[0].name == "B");
    CHECK(c.env[0].value == "");
    CHECK(c.network.type == "x");
    CHECK(shown(R"({"Config": {"PidHost": true}, "Id": "a", "config": {"IpcHost": true}, "id": "b"})") ==
          shown(R"({"Config": {"PidHost": true, "IpcHost": true}, "Id": "b"})"));
    CHECK(shown(R"({"plugin": {"Id": "a", "Config": {"PidHost": true}}, "Plugin": {"config": {"PidHost": false}}})") ==
          shown(R"({"plugin": {"Id": "a", "Config": {}}})"));
    // Also the first of two is looked at.
    refused(R"({"WorkDir": @5, "WorkDir": "/w"})", errc::wrong_type, "/WorkDir", "expected a string, found a number");
}

TEST_CASE("a second config that is no object is refused", "[read][bad]")
{
    refused(R"({"Config": {}, "Config": @"x"})", errc::wrong_type, "/Config", "expected an object, found a string");
}

TEST_CASE("escapes in strings are undone, in both text kinds", "[read]")
{
    struct {
        std::string_view written, meant;
    } const rows[] = {
        {"", ""},
        {"\\n", "\n"},
        {"a\\tb", "a\tb"},
        {"\\u0041bc", "Abc"},
        {"ab\\u0063", "abc"},
        {R"(\"\\\/\b\f\n\r\t)", "\"\\/\b\f\n\r\t"},
        {"\\u00e9\\u20ac\\uD83D\\uDE00", "\u00e9\u20ac\U0001f600"},
        {"\u00e9\u20ac\U0001f600\u2028", "\u00e9\u20ac\U0001f600\u2028"},
        {"\\u0000x", std::string_view{"\0x", 2}},
        {"\\ufffd\\uffff", "\ufffd\uffff"},
    };
    for (auto const& row : rows) {
        INFO(row.written);
        std::string const text = "{\"Description\": \"" + std::string{row.written} + "\", \"Entrypoint\": [\"x\", \"" +
                                 std::string{row.written} + "\"]}";
        auto const c = plugin_of(text).config;
        CHECK(c.description == row.meant);
        CHECK(c.entrypoint == std::vector<std::string>{"x", std::string{row.meant}});
    }
    // Longer than every buffer on the way.
    std::string const half(10000, 'x');
    std::string const text = "{\"Description\": \"" + half + "\\n" + half + "\\u0041\"}";
    CHECK(plugin_of(text).config.description == half + "\n" + half + "A");
}

TEST_CASE("a view points into the text, and into the arena where escapes are undone", "[read]")
{
    std::string const text =
        R"({"Config": {"WorkDir": "/plain", "Description": "esc\u0061ped", "Entrypoint": ["in text"],
        "Env": [{"Name": "E", "Value": "v"}]}, "Id": "id"})";
    std::vector<std::byte> bytes(4096);
    sl::arena room{bytes};
    auto const p = sl::read_plugin(text, room);
    REQUIRE(p);
    auto const within = [](std::string_view view, void const* begin, std::size_t size) {
        std::less_equal<void const*> const before;
        return before(begin, view.data()) && before(view.data() + view.size(), static_cast<char const*>(begin) + size);
    };
    auto const in_text = [&](std::string_view v) { return within(v, text.data(), text.size()); };
    auto const in_arena = [&](std::string_view v) { return within(v, bytes.data(), room.used()); };
    CHECK(in_text(p->id));
    CHECK(in_text(p->config.work_dir));
    CHECK(in_text(p->config.entrypoint[0]));
    CHECK(in_text(p->config.env[0].name));
    CHECK(p->config.description == "escaped");
    CHECK(in_arena(p->config.description));
    CHECK(p->settings.env[0] == "E=v");
    CHECK(in_arena(p->settings.env[0]));
    CHECK(p->room == &room);
}

TEST_CASE("an arena that is too small gives arena_full, at every size", "[read]")
{
    std::string const text = whole_plugin();
    std::vector<std::byte> bytes(1 << 16);
    sl::arena enough{bytes};
    REQUIRE(sl::read_plugin(text, enough));
    for (std::size_t size = 0; size < enough.used(); ++size) {
        sl::arena room{std::span{bytes}.first(size)};
        auto const p = sl::read_plugin(text, room);
        if (p.status().code() != errc::arena_full) FAIL("with " << size << " bytes of " << enough.used());
    }
    sl::arena just{std::span{bytes}.first(enough.used())};
    CHECK(sl::read_plugin(text, just));
    sl::arena none;
    CHECK(sl::read_plugin("{}", none));
    CHECK(sl::read_plugin("{}", none, {.id = "x"}).status().code() == errc::arena_full);
}

TEST_CASE("a value of the wrong type is named, in every member of the model", "[read][bad]")
{
    struct {
        std::string text;
        std::string_view found;
        kind k;
    } const values[] = {
        {R"(@"x \"\\")", "a string", kind::text},
        {"@7", "a number", kind::number},
        {"@-7.5e1", "a number", kind::number},
        {"@true", "true or false", kind::boolean},
        {"@false", "true or false", kind::boolean},
        {R"(@["x", 5])", "an array", kind::list},
        {R"(@{"Name": "x"})", "an object", kind::object},
    };
    for (auto const& v : values)
        in_every_member([&](kind) { return v.text; },
                        [&](std::string const& text, std::string const& pointer, kind holds) {
                            if (holds == v.k || (holds == kind::path && v.k == kind::text)) return;
                            refused(text, errc::wrong_type, pointer,
                                    "expected " + std::string{expected_words(holds)} + ", found " +
                                        std::string{v.found});
                        });
    // Of several the first is named, wherever it is.
    refused(R"({"Linux": {"Devices": [{"Name": @5}, 6]}, "User": {"UID": -1}, "Env": 7})", errc::wrong_type,
            "/Linux/Devices/0/Name", "expected a string, found a number");
    refused(R"([{"Config": @5}])", errc::wrong_type, "/0/Config", "expected an object, found a number");
    refused(R"({"plugin": {"Config": @[]}})", errc::wrong_type, "/plugin/Config", "expected an object, found an array");
}

TEST_CASE("a NUL in a path is refused, in every path of the model", "[read][bad]")
{
    auto const nul = [](kind holds) -> std::string {
        return holds == kind::path ? R"(@"/a\u0000b")" : holds == kind::text ? R"("a\u0000b")" : "null";
    };
    in_every_member(nul, [&](std::string const& text, std::string const& pointer, kind holds) {
        if (holds == kind::path) refused(text, errc::nul_in_path, pointer, "expected a string, found one with a NUL");
        else CHECK(sl::read_plugin(text));
    });
}

TEST_CASE("a NUL in the state file's Rootfs is refused", "[read][bad]")
{
    refused(R"({"plugin": {}, "Rootfs": @"/a\u0000b"})", errc::nul_in_path, "/Rootfs",
            "expected a string, found one with a NUL");
}

TEST_CASE("numbers that are no user id are refused", "[read][bad]")
{
    for (std::string const number :
         {"-1", "-0", "1.0", "0.5", "1e2", "1E2", "0e0", "-1.5", "4294967296", "9223372036854775807",
          "9223372036854775808", "-9223372036854775808", "-9223372036854775809", "18446744073709551615",
          "18446744073709551616", "1e400", "-1e400", "123456789012345678901234567890123456789012345678901234567890"})
        for (std::string const tail : {"", " , \"x\": 1", ", \"and\": \"a longer text that follows the number\""})
            for (std::string const member : {"UID", "GID"})
                refused("{\"User\":\n {\"" + member + "\": @" + number + tail + "}}", errc::number_out_of_range,
                        "/User/" + member, "expected a whole number from 0 to 4294967295, found another number");
    for (std::string const number : {"0", "1", "65534", "4294967295"})
        CHECK(std::to_string(plugin_of("{\"User\": {\"UID\": " + number + "}}").config.user.uid) == number);
    for (std::string const no : {"@+1", "@.5", "1.@}", "1e@}", "@Infinity", "@NaN", "-@}"})
        no_json("{\"User\":{\"UID\":" + no + "}}", "/User/UID");
    for (std::string const no : {"0@1", "0@x1"}) no_json("{\"User\":{\"UID\":" + no + "}}", "/User");
}

TEST_CASE("what is no JSON is refused, with its place", "[read][bad]")
{
    CHECK(read_owned(std::string_view{}).why.code() == errc::syntax);  // also without an address
    struct {
        std::string_view text, where;
    } const rows[] = {
        {"@", ""},
        {" \t\r\n\n  @", ""},
        {"{} @x", ""},
        {"{}\n@{}", ""},
        {"[]@]", ""},
        {"@x", ""},
        {"@// text\n{}", ""},
        {"@\xef\xbb\xbf{}", ""},
        {"{@a: 1}", ""},
        {"{@'a': 1}", ""},
        {"{\"a\" @1}", "/a"},
        {"{\"a\":@}", "/a"},
        {"{\"a\": 1,@}", ""},
        {"{\"a\": 1 @\"b\": 2}", ""},
        {"[{}, @]", "/1"},
        {"[{} @{}]", "/1"},
        {"{\"a\": [1, 2@}", "/a/2"},
        {"{\"a\": {\"b\": 1@]", "/a"},
        {"{\"a\":\n {\"b/c~d\":\n  [true,\n   @tru]}}", "/a/b~1c~0d/1"},
        {"{\"a\": @nulL}", "/a"},
        {"{\"a\": @True}", "/a"},
        {"{\"a\": \"\\@x\"}", "/a"},
        {"{\"a\": \"\\u00@g0\"}", "/a"},
        {"{\"a\": \"x@\ny\"}", "/a"},
        {"{\"a\": \"x@\ty\"}", "/a"},
        {"{\"a@\nb\": 1}", ""},
        {"{\"ok\": 1, \"a\": @\\u0041}", "/a"},
    };
    for (auto const& row : rows) no_json(std::string{row.text}, row.where);
    using namespace std::string_literals;
    no_json("@\0{}"s, "");
    no_json("{}@\0"s, "");
    no_json("{\"a\": \"x@\0y\"}"s, "/a");
}

TEST_CASE("bad UTF-8 and lone surrogates are refused, with their place", "[read][bad]")
{
    for (std::string const bad :
         {"\xff", "\x80", "\xc3(", "\xc0\x80", "\xe2\x82(", "\xe2\x28\xa1", "\xe0\x80\x80", "\xed\xa0\x80",
          "\xf5\x80\x80\x80", "\xf4\x90\x80\x80", "\xf0\x80\x80\x80", "\xf0\x9f\x98("}) {
        no_json("{\n\"k\": \"a@" + bad + "\"}", "/k");
        no_json("{\n\"k\": \"@" + bad + " and a longer text that follows the bad bytes\", \"l\": 1}", "/k");
        no_json("{\n\"k@" + bad + "\": 1}", "");
    }
    no_json(R"({"a": "\ud800@"})", "/a");
    no_json(R"({"a": "\ud800@x"})", "/a");
    no_json(R"({"a": "\ud83d\@n"})", "/a");
    no_json(R"({"a": "\ud800\u@0041"})", "/a");
    no_json(R"({"a": "\udc00@"})", "/a");
    no_json(R"({"\udfff@": 1})", "");
}

TEST_CASE("a text that is no object and no array is refused", "[read][bad]")
{
    struct {
        std::string text;
        std::string_view found;
    } const rows[] = {{"5", "a number"},          {"-0", "a number"},      {"1e400", "a number"},
                      {"\"x\"", "a string"},      {"\"\\n\"", "a string"}, {"true", "true or false"},
                      {"false", "true or false"}, {"null", "null"}};
    for (auto const& row : rows)
        for (std::string const blank : {"", "\n "})
            refused(blank + "@" + row.text + blank, errc::wrong_type, "",
                    "expected an object or an array, found " + std::string{row.found});
    refused("[ @5]", errc::wrong_type, "/0", "expected an object, found a number");
    refused("[{},\n@[]]", errc::wrong_type, "/1", "expected an object, found an array");
}

TEST_CASE("text that is cut off anywhere is refused, at its end", "[read][bad]")
{
    for (std::string const& text : {whole_plugin(), "[" + whole_plugin() + "]", R"({"plugin": )" + whole_plugin() + "}",
                                    std::string{R"({"a": "\u00e9\ud83d\ude00\n", "b": [-1.5e+7, true, null, ")"
                                                "\u00e9\U0001f600\"]}"}}) {
        REQUIRE(sl::read_plugin(text));
        for (std::size_t size = 0; size < text.size(); ++size) {
            // A copy of just that size, so that a sanitizer sees a look behind its end.
            std::vector<char> const cut(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(size));
            std::string_view const view{cut.data(), cut.size()};
            std::size_t const line = 1 + static_cast<std::size_t>(std::count(cut.begin(), cut.end(), '\n'));
            std::size_t const column = size - (view.rfind('\n') == view.npos ? 0 : view.rfind('\n') + 1) + 1;
            auto const a = read_owned(view);
            INFO(view);
            CHECK(a.why.code() == errc::syntax);
            CHECK(a.why.line() == line);
            CHECK(a.why.column() == column);
            CHECK(a == read_view(view));
        }
    }
}

TEST_CASE("objects and arrays may be 32 deep and no deeper, unless the options say otherwise", "[read][bad]")
{
    constexpr std::string_view words = "objects and arrays are too deep: raise max_depth, or mend the text";
    // `depth` arrays and objects within one another, the first an object; '@' before the last.
    auto const nested = [](std::size_t depth, bool objects) {
        std::string begin = depth == 1 ? "@{" : "{", end = "}";
        for (std::size_t i = 2; i <= depth; ++i) {
            begin += begin.ends_with('[') ? "" : "\"x\":";
            begin += i == depth ? "@" : "";
            begin += objects ? "{" : "[";
            end.insert(0, objects ? "}" : "]");
        }
        return begin + end;
    };
    auto const pointer = [](std::size_t depth, bool objects) {
        std::string p = depth > 1 ? "/x" : "";
        for (std::size_t i = 3; i <= depth; ++i) p += objects ? "/x" : "/0";
        return p;
    };
    for (bool const objects : {false, true}) {
        for (std::size_t const most : {1u, 2u, 7u, 32u, 100u}) {
            sl::read_options const options{.max_depth = most};
            std::string fits = nested(most, objects);
            fits.erase(fits.find('@'), 1);
            CHECK(sl::read_plugin(fits, options));
            CHECK(read_owned(fits, options) == read_view(fits, options));
            refused(nested(most + 1, objects), errc::too_deep, pointer(most + 1, objects), words, options);
        }
        refused(nested(33, objects), errc::too_deep, pointer(33, objects), words);
        CHECK(sl::read_plugin(nested(1, objects).substr(1)));
    }
    refused("@{}", errc::too_deep, "", words, {.max_depth = 0});
    std::string const deep = "{\"x\":" + std::string(31, '[') + "@" + std::string(1000000, '[');
    refused(deep, errc::too_deep, pointer(33, false), words);
    // The deepest member of the model.
    CHECK(sl::read_plugin(R"([{"Config": {"Linux": {"Devices": [{"Settable": ["path"]}]}}}])", {.max_depth = 7}));
    refused(R"([{"Config": {"Linux": {"Devices": [{"Settable": @["path"]}]}}}])", errc::too_deep,
            "/0/Config/Linux/Devices/0/Settable", words, {.max_depth = 6});
}

TEST_CASE("a damaged text gives a plugin or an error with a place, the same in both text kinds", "[read][bad]")
{
    std::string const texts[] = {whole_plugin(), "[" + whole_plugin() + "]",
                                 R"({"plugin": )" + whole_plugin() + R"(, "Rootfs": "/r\u00e9\n", "Config": "x"})"};
    std::mt19937 random{20240229};  // the same numbers everywhere
    constexpr std::string_view likely{"{}[]\",:\\ \n0123456789-+.eEtfnu/\x80\xc3\xed\xff", 35};  // with its NUL
    int refusals = 0;
    for (int round = 0; round < 2000; ++round) {
        std::string text = texts[random() % 3];
        for (auto changes = random() % 4 + 1; changes > 0; --changes) {
            std::size_t const at = random() % text.size(), more = random() % 20 + 1;
            switch (random() % 5) {
            case 0: text[at] = static_cast<char>(text[at] ^ (1 << random() % 8)); break;
            case 1: text.insert(at, 1, likely[random() % likely.size()]); break;
            case 2: text.erase(at, more); break;
            case 3: text.insert(random() % text.size(), text.substr(at, more)); break;
            default: text[at] = likely[random() % likely.size()];
            }
            if (text.empty()) text = " ";
        }
        std::vector<char> const copy(text.begin(), text.end());
        std::string_view const view{copy.data(), copy.size()};
        auto const a = read_owned(view);
        INFO(text);
        CHECK(a == read_view(view));
        if (a.why.ok()) continue;
        ++refusals;
        bool const as_a_whole = a.why.code() == errc::several_plugins || a.why.code() == errc::no_plugin;
        CHECK((a.why.line() >= 1) != as_a_whole);
        CHECK((a.why.column() >= 1) != as_a_whole);
        CHECK(!a.why.what().empty());
    }
    CHECK(refusals > 1000);
    CHECK(refusals < 2000);
}

}  // namespace read_tests

// SPDX-License-Identifier: BSL-1.0
// The recorded answers of the engine, and the machine on which it gave them.
#ifndef SPECLINE_TESTS_GOLDEN_HPP
#define SPECLINE_TESTS_GOLDEN_HPP

#include <specline/host/memory.hpp>
#include <specline/plugin/settings.hpp>

#include <boost/json.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace golden {

namespace json = boost::json;
namespace sl = specline;

inline std::string folder() { return SPECLINE_SOURCE_DIR "/tests/golden/"; }

inline std::string read_file(std::string const& path)
{
    std::ifstream in{path, std::ios::binary};
    if (!in) throw std::runtime_error{"cannot read " + path};
    return {std::istreambuf_iterator<char>{in}, {}};
}

// One case of a .jsonl file.
struct one {
    std::string name;
    std::string rootfs;
    std::string exec_root;
    std::string plugin;  // text
    std::string id;      // of a text that has none
    std::vector<std::string> set;
    bool user_namespace = false;
    bool fails = false;
    std::string spec;
    json::value settings;

    std::vector<std::string_view> settings_to_set() const { return {set.begin(), set.end()}; }
};

inline std::string text_of(json::value const& v) { return json::value_to<std::string>(v); }

// A case of one line. Its plugin is a JSON value, or in `text` as it is.
inline one read_case(std::string_view line)
{
    json::value const v = json::parse(json::string_view{line.data(), line.size()});
    json::object const& o = v.as_object();
    one c;
    c.name = text_of(o.at("name"));
    c.rootfs = text_of(o.at("rootfs"));
    c.exec_root = text_of(o.at("exec_root"));
    if (auto const* p = o.if_contains("plugin")) c.plugin = json::serialize(*p);
    if (auto const* t = o.if_contains("text")) c.plugin = text_of(*t);
    if (auto const* i = o.if_contains("id")) c.id = text_of(*i);
    if (auto const* s = o.if_contains("set"); s != nullptr && !s->is_null())
        c.set = json::value_to<std::vector<std::string>>(*s);
    if (auto const* u = o.if_contains("user_namespace")) c.user_namespace = u->as_bool();
    json::object const& expect = o.at("expect").as_object();
    c.fails = !expect.contains("spec");
    if (!c.fails) c.spec = text_of(expect.at("spec"));
    if (auto const* s = expect.if_contains("settings")) c.settings = *s;
    return c;
}

inline std::vector<one> read_cases(std::string const& path)
{
    std::vector<one> cases;
    std::string const text = read_file(path);
    for (std::size_t begin = 0; begin < text.size();) {
        std::size_t const end = text.find('\n', begin);
        cases.push_back(read_case({text.data() + begin, end - begin}));
        begin = end + 1;
    }
    return cases;
}

inline std::vector<one> curated_cases() { return read_cases(folder() + "curated.jsonl"); }
inline std::vector<one> random_cases() { return read_cases(folder() + "random.jsonl"); }

// Those with real configs, from the folder that SPECLINE_REAL names; none where it names none.
inline std::vector<one> real_cases()
{
    char const* const named = std::getenv("SPECLINE_REAL");
    if (named == nullptr || *named == '\0') return {};
    std::string const real = std::string{named} + "/";
    auto cases = read_cases(real + "golden/real.jsonl");
    for (auto& c : cases) c.plugin = read_file(real + "real/" + c.name);
    return cases;
}

inline std::vector<one> all_cases()
{
    auto cases = curated_cases();
    for (auto& c : random_cases()) cases.push_back(std::move(c));
    for (auto& c : real_cases()) cases.push_back(std::move(c));
    return cases;
}

// The facts of world.json; its texts live as long as it.
class world {
public:
    world() : world_(json::parse(read_file(folder() + "world.json")))
    {
        json::object const& w = world_.as_object();
        for (auto const& v : w.at("folders").as_array()) folders_.push_back(view(v));
        for (auto const& v : w.at("files").as_array()) files_.push_back(view(v));
        for (auto const& v : w.at("links").as_array()) links_.push_back({view(v.at("path")), view(v.at("to"))});
        for (auto const& v : w.at("nodes").as_array()) devices_.push_back({view(v.at("path")), node(v)});
        for (auto const& [path, flags] : w.at("mount_flags").as_object()) {
            auto all = sl::locked_flags::none;
            for (auto const& f : flags.as_array()) all = all | flag(view(f));
            mounts_.push_back({{path.data(), path.size()}, all});
        }
    }

    sl::memory_facts facts(bool user_namespace) const
    {
        return {folders_, files_, links_, devices_, mounts_, user_namespace};
    }

private:
    static std::string_view view(json::value const& v) { return {v.as_string().data(), v.as_string().size()}; }
    static sl::node node(json::value const& v)
    {
        auto const number = [&](char const* key) { return json::value_to<std::uint32_t>(v.at(key)); };
        auto const type = view(v.at("type"));
        return {type == "b"   ? sl::node_type::block
                : type == "c" ? sl::node_type::character
                              : sl::node_type::fifo,
                number("major"),
                number("minor"),
                number("mode"),
                number("uid"),
                number("gid")};
    }
    static sl::locked_flags flag(std::string_view name)
    {
        using enum sl::locked_flags;
        if (name == "ro") return ro;
        if (name == "nodev") return nodev;
        if (name == "noexec") return noexec;
        if (name == "nosuid") return nosuid;
        if (name == "noatime") return noatime;
        if (name == "nodiratime") return nodiratime;
        throw std::runtime_error{"world.json has a flag that the library does not know"};
    }

    json::value world_;
    std::vector<std::string_view> folders_, files_;
    std::vector<sl::memory_facts::link> links_;
    std::vector<sl::memory_facts::device> devices_;
    std::vector<sl::memory_facts::mount> mounts_;
};

// Settings as the engine prints them, to be compared with `normal`.
template <class Text>
json::value to_json(sl::basic_settings<Text> const& s)
{
    auto const text = [](auto const& t) { return json::value(std::string_view{t}.data() ? std::string{t} : ""); };
    auto const optional = [&](auto const& t) { return t ? text(*t) : json::value(nullptr); };
    auto const texts = [&](auto const& list) {
        json::array a;
        for (auto const& t : list) a.push_back(text(t));
        return a;
    };
    json::array devices, mounts;
    for (auto const& d : s.devices)
        devices.push_back({{"Description", text(d.description)},
                           {"Name", text(d.name)},
                           {"Path", optional(d.path)},
                           {"Settable", texts(d.settable)}});
    for (auto const& m : s.mounts)
        mounts.push_back({{"Description", text(m.description)},
                          {"Destination", text(m.destination)},
                          {"Name", text(m.name)},
                          {"Options", texts(m.options)},
                          {"Settable", texts(m.settable)},
                          {"Source", optional(m.source)},
                          {"Type", text(m.type)}});
    return {{"Args", texts(s.args)}, {"Devices", devices}, {"Env", texts(s.env)}, {"Mounts", mounts}};
}

// null where a list stands is an empty list.
inline json::value normal(json::value v)
{
    if (auto* o = v.if_object())
        for (auto& [key, value] : *o) {
            bool const list = key == "Args" || key == "Devices" || key == "Env" || key == "Mounts" ||
                              key == "Options" || key == "Settable";
            value = list && value.is_null() ? json::value(json::array{}) : normal(value);
        }
    if (auto* a = v.if_array())
        for (auto& e : *a) e = normal(e);
    return v;
}

}  // namespace golden
#endif

// SPDX-License-Identifier: BSL-1.0
// Settings: what a config says by itself, and what a user sets, in the engine's words.
#include <specline/plugin/settings.hpp>

#include "catch.hpp"

#include <specline/plugin/read.hpp>

#include <array>
#include <cstddef>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace settings_tests {

namespace sl = specline;
using namespace std::string_view_literals;
using sl::errc;
using texts = std::vector<std::string_view>;

constexpr std::string_view config = R"({
  "Env": [{"Name": "A", "Settable": ["value"], "Value": "1"}, {"Name": "B", "Settable": ["value"]},
          {"Name": "TWO", "Settable": ["value", "other"], "Value": ""}, {"Name": "FIXED", "Value": "f"},
          {"Name": "OTHER", "Settable": ["other"]}, {"Name": "x.y", "Settable": ["value"], "Value": "z"},
          {"Name": ".dot", "Settable": ["value"]}, {"Name": "A", "Settable": [], "Value": "2"}],
  "Mounts": [{"Name": "m", "Source": "/m", "Settable": ["source"]},
             {"Name": "A", "Source": "/A", "Settable": ["source"]}, {"Name": "none", "Settable": ["source"]},
             {"Name": "m", "Source": "/m2"},
             {"Name": "mixed", "Source": "/x", "Settable": ["source", "path"]}],
  "Linux": {"Devices": [{"Name": "m", "Path": "/dev/m", "Settable": ["path"]},
                        {"Name": "d", "Path": "/dev/d", "Settable": ["path"]},
                        {"Name": "pathless", "Settable": ["path"]}, {"Name": "d", "Path": "/dev/d2"}]},
  "Args": {"Name": "args", "Settable": ["value"], "Value": ["one", "two"]}
})";
constexpr std::string_view at_first =
    "args[one two] env[A=1 TWO= FIXED=f x.y=z A=2] "
    "mounts[m=/m A=/A none m=/m2 mixed=/x] devices[m=/dev/m d=/dev/d pathless d=/dev/d2]";

template <class List, class Show>
std::string show(std::string_view name, List const& list, Show const& show_one)
{
    std::string out;
    for (auto const& e : list) out.append(" ").append(show_one(e));
    return std::string{name} + "[" + (out.empty() ? out : out.substr(1)) + "]";
}
template <class Mounts, class Devices>
std::string show(Mounts const& mounts, Devices const& devices)
{
    auto const pair = [](auto const& name, auto const& value) {
        return std::string{name} + (value ? "=" + std::string{*value} : "");
    };
    return show("mounts", mounts, [&](auto const& m) { return pair(m.name, m.source); }) + " " +
           show("devices", devices, [&](auto const& d) { return pair(d.name, d.path); });
}
// The settings, and where it differs what the config has of them.
template <class Text>
std::string show(sl::basic_plugin<Text> const& p)
{
    auto const self = [](auto const& text) { return std::string{text}; };
    std::string const both = show(p.settings.mounts, p.settings.devices);
    std::string const in_config = show(p.config.mounts, p.config.linux_.devices);
    return show("args", p.settings.args, self) + " " + show("env", p.settings.env, self) + " " + both +
           (both == in_config ? "" : " but config " + in_config);
}

// What `set` makes of the plugin in a text, in both text kinds, which must agree.
struct outcome {
    sl::status why;
    std::string shown;
};
inline outcome set(std::string_view text, texts const& settings)
{
    auto owned = sl::read_plugin(text);
    REQUIRE(owned);
    outcome a{sl::set(*owned, settings), {}};
    a.shown = show(*owned);

    std::vector<std::byte> bytes(1 << 16);
    sl::arena room{bytes};
    auto view = sl::read_plugin(text, room);
    REQUIRE(view);
    sl::status why;
    {
        // The texts are copied: these are gone before they are looked at.
        std::vector<std::string> lent(settings.begin(), settings.end());
        texts const lent_views(lent.begin(), lent.end());
        why = sl::set(*view, lent_views);
        for (auto& t : lent) t.assign(t.size(), '#');
    }
    CHECK(why.code() == a.why.code());
    CHECK(why.what() == a.why.what());
    CHECK(why.where() == a.why.where());
    CHECK(show(*view) == a.shown);
    return a;
}
inline std::string after(texts const& settings, std::string_view text = config)
{
    auto const a = set(text, settings);
    CHECK(a.why.message() == "");
    return a.shown;
}
inline std::string but(std::string_view from, std::string_view to)
{
    std::string shown{at_first};
    return shown.replace(shown.find(from), from.size(), to);
}

// Nothing of it is allocated at run time.
constexpr std::array<std::string_view, 1> value_settable{"value"}, source_settable{"source"};
constexpr std::array<sl::plugin_env<std::string_view>, 2> some_env{
    {{"A", "", std::span<std::string_view const>{value_settable}, "1"}, {"B", "", {}, {}}}};
constexpr std::array<sl::plugin_mount<std::string_view>, 1> some_mounts{
    {{"m", "", "/m", "/to", "bind", {}, std::span<std::string_view const>{source_settable}}}};

constexpr bool sets_in_a_constant_expression()
{
    sl::arena room;
    sl::plugin_view p;
    p.room = &room;
    p.config.env = std::span<sl::plugin_env<std::string_view> const>{some_env};
    p.config.mounts = std::span<sl::plugin_mount<std::string_view> const>{some_mounts};
    p.config.args = {"args", "", std::span<std::string_view const>{value_settable}, {}};
    if (!sl::use_default_settings(p) || p.settings.env.size() != 1 || p.settings.env[0] != "A=1") return false;
    constexpr std::array<std::string_view, 3> changes{"A=2", "m=/other", "args=x y"};
    if (!sl::set(p, changes)) return false;
    if (sl::set(p, "B=2").what() != "\"B\" is not settable") return false;
    return p.settings.env[0] == "A=2" && p.settings.mounts[0].source == "/other" &&
           p.config.mounts[0].source == "/other" && p.settings.args.size() == 2 && p.settings.args[1] == "y";
}
static_assert(sets_in_a_constant_expression());

TEST_CASE("default settings are the config's mounts, devices, args, and variables that have a value", "[settings]")
{
    CHECK(after({}) == at_first);
    CHECK(after({}, "{}") == "args[] env[] mounts[] devices[]");
}

TEST_CASE("default settings replace what was set before", "[settings]")
{
    auto const check = [](auto p) {
        REQUIRE(p);
        REQUIRE(sl::set(*p, texts{"A=x", "B=x", "m=/x", "args=x y z"}));
        REQUIRE(sl::use_default_settings(*p));
        CHECK(show(*p) == but("m=/m A", "m=/x A"));  // a mount's source is set in the config too
    };
    check(sl::read_plugin(config));
    std::vector<std::byte> bytes(1 << 16);
    sl::arena room{bytes};
    check(sl::read_plugin(config, room));
}

TEST_CASE("a variable's entry is replaced, or added at the end", "[settings]")
{
    CHECK(after({"A=x"}) == but("A=1", "A=x"));
    CHECK(after({"A.value=x"}) == but("A=1", "A=x"));
    CHECK(after({"A"}) == but("A=1", "A="));
    CHECK(after({"A="}) == but("A=1", "A="));
    CHECK(after({"A=b=c d"}) == but("A=1", "A=b=c d"));
    CHECK(after({"A.=x"}) == but("A=1", "A=x"));
    CHECK(after({"B=x"}) == but("A=2]", "A=2 B=x]"));
    CHECK(after({"B=x", "B=y", "A=z", "A=w"}) == but("A=1 TWO= FIXED=f x.y=z A=2", "A=w TWO= FIXED=f x.y=z A=2 B=y"));
    CHECK(after({"TWO.value=2"}) == but("TWO=", "TWO=2"));
    CHECK(after({"x.y.value=1"}) == but("x.y=z", "x.y=1"));
    CHECK(after({".dot=1"}) == but("A=2]", "A=2 .dot=1]"));
    CHECK(after({"A=\0x"sv}) == but("A=1", "A=\0x"sv));
}

TEST_CASE("a mount's source and a device's path change in the config and in the settings", "[settings]")
{
    CHECK(after({"m=/x"}) == but("m=/m A", "m=/x A"));
    CHECK(after({"m.source=/x", "m.source="}) == but("m=/m A", "m= A"));
    CHECK(after({"mixed.source=/y"}) == but("mixed=/x", "mixed=/y"));
    CHECK(after({"d=/y"}) == but("d=/dev/d ", "d=/y "));
    CHECK(after({"d.path=/y"}) == but("d=/dev/d ", "d=/y "));

    // Also where the text has settings of its own, and where these have nothing of that name.
    std::string const with_settings = R"({"Config": )" + std::string{config} + R"(, "Settings": {
        "Env": ["AB=1", "A", "A=1"],
        "Mounts": [{"Name": "other", "Source": "/o"}, {"Name": "m"}, {"Name": "m", "Source": "/third"}],
        "Devices": [{"Name": "x", "Path": "/x"}]}})";
    std::string const rest = " mounts[other=/o m m=/third] devices[x=/x] but config "
                             "mounts[m=/m A=/A none m=/m2 mixed=/x] devices[m=/dev/m d=/dev/d pathless d=/dev/d2]";
    CHECK(after({}, with_settings) == "args[] env[AB=1 A A=1]" + rest);
    CHECK(after({"A=2"}, with_settings) == "args[] env[AB=1 A=2 A=1]" + rest);
    CHECK(after({"m=/n"}, with_settings) ==
          "args[] env[AB=1 A A=1] mounts[other=/o m=/n m=/third] devices[x=/x] but config "
          "mounts[m=/n A=/A none m=/m2 mixed=/x] devices[m=/dev/m d=/dev/d pathless d=/dev/d2]");
    CHECK(after({"d=/n"}, with_settings) ==
          "args[] env[AB=1 A A=1] mounts[other=/o m m=/third] devices[x=/x] but config "
          "mounts[m=/m A=/A none m=/m2 mixed=/x] devices[m=/dev/m d=/n pathless d=/dev/d2]");
}

TEST_CASE("args are split at every single blank", "[settings]")
{
    CHECK(after({"args=x"}) == but("args[one two]", "args[x]"));
    CHECK(after({"args.value=x y"}) == but("args[one two]", "args[x y]"));
    CHECK(after({"args"}) == but("args[one two]", "args[]"));
    struct {
        std::string_view setting;
        std::vector<std::string> words;
    } const rows[] = {
        {"args", {""}},
        {"args=", {""}},
        {"args= ", {"", ""}},
        {"args=a b  c ", {"a", "b", "", "c", ""}},
        {"args='a b'\t\n=c", {"'a", "b'\t\n=c"}},
    };
    for (auto const& row : rows) {
        INFO(row.setting);
        auto owned = sl::read_plugin(config);
        REQUIRE(sl::set(*owned, row.setting));
        CHECK(owned->settings.args == row.words);
        CHECK(owned->config.args.value == std::vector<std::string>{"one", "two"});
        std::vector<std::byte> bytes(1 << 16);
        sl::arena room{bytes};
        auto view = sl::read_plugin(config, room);
        REQUIRE(sl::set(*view, row.setting));
        CHECK(std::vector<std::string>(view->settings.args.begin(), view->settings.args.end()) == row.words);
        CHECK(view->config.args.value.size() == 2);
    }
}

TEST_CASE("a setting that is refused has the engine's words, and nothing is set", "[settings]")
{
    constexpr std::string_view format = "invalid format, must be <name>[.<field>][=<value>]",
                               several = "multiple fields are settable, one must be specified";
    struct {
        texts settings;
        errc code;
        std::string_view what, where;
    } const rows[] = {
        {{"="}, errc::setting_format, format, "="},
        {{"=x"}, errc::setting_format, format, "=x"},
        {{"nosuch=1", "=x"}, errc::setting_format, format, "=x"},  // the format of all comes first
        {{""}, errc::setting_not_found, R"(setting "" not found in the plugin configuration)", ""},
        {{"nosuch"}, errc::setting_not_found, R"(setting "nosuch" not found in the plugin configuration)", ""},
        {{"nosuch.=1"}, errc::setting_not_found, R"(setting "nosuch" not found in the plugin configuration)", ""},
        {{"a=1"}, errc::setting_not_found, R"(setting "a" not found in the plugin configuration)", ""},
        {{".value=1"}, errc::setting_not_found, R"(setting ".value" not found in the plugin configuration)", ""},
        {{"..=1"}, errc::setting_not_found, R"(setting "." not found in the plugin configuration)", ""},
        {{"x.y=1"}, errc::setting_not_found, R"(setting "x" not found in the plugin configuration)", ""},
        {{"q\"\\\n\x01\x7f\u00e9\0=1"sv},
         errc::setting_not_found,
         R"(setting "q\"\\\n\x01\x7fé\x00" not found in the plugin configuration)",
         ""},
        {{"FIXED=1"}, errc::setting_not_settable, R"("FIXED" is not settable)", ""},
        {{"FIXED.value=1"}, errc::setting_not_settable, R"("FIXED.value" is not settable)", ""},
        {{"OTHER=1"}, errc::setting_not_settable, R"("OTHER.other" is not settable)", ""},
        {{"OTHER.other=1"}, errc::setting_not_settable, R"("OTHER.other" is not settable)", ""},
        {{"OTHER.value=1"}, errc::setting_not_settable, R"("OTHER.value" is not settable)", ""},
        {{"TWO=1"}, errc::setting_several_fields, several, "TWO"},
        {{"TWO.other=1"}, errc::setting_not_settable, R"("TWO.other" is not settable)", ""},
        {{"A.source=1"}, errc::setting_not_settable, R"("A.source" is not settable)", ""},
        {{"A.Value=1"}, errc::setting_not_settable, R"("A.Value" is not settable)", ""},
        {{"m.path=1"}, errc::setting_not_settable, R"("m.path" is not settable)", ""},
        {{"mixed=1"}, errc::setting_several_fields, several, "mixed"},
        {{"mixed.path=1"}, errc::setting_not_settable, R"("mixed.path" is not settable)", ""},
        {{"d.source=1"}, errc::setting_not_settable, R"("d.source" is not settable)", ""},
        {{"args.source=1"}, errc::setting_not_settable, R"("args.source" is not settable)", ""},
        {{"none=/x"}, errc::setting_no_value, "Plugin config has no mount source", "none"},
        {{"pathless=/x"}, errc::setting_no_value, "Plugin config has no device path", "pathless"},
        {{"m=/a\0b"sv}, errc::nul_in_path, "a path has no NUL: take it out", "m"},
        {{"d.path=\0"sv}, errc::nul_in_path, "a path has no NUL: take it out", "d"},
    };
    for (auto const& row : rows) {
        INFO(row.settings.front());
        for (bool const others : {false, true}) {
            texts settings = row.settings;
            if (others) settings.insert(settings.begin(), {"A=x", "B=x", "m=/x", "d=/x", "args=x"});
            if (others) settings.push_back("A=y");
            auto const a = set(config, settings);
            CHECK(a.why.code() == row.code);
            CHECK(a.why.what() == row.what);
            CHECK(a.why.where() == row.where);
            CHECK(a.shown == at_first);
        }
    }
}

TEST_CASE("bytes that are no UTF-8 are escaped in the words", "[settings]")
{
    CHECK(set(config, {"\xff=1"}).why.what() == R"(setting "\xff" not found in the plugin configuration)");
}

TEST_CASE("the first of a name decides: variables, then mounts, then devices, then args", "[settings]")
{
    // "A" is a variable and a mount, "m" a mount and a device; the second variable "A" is not settable.
    CHECK(after({"A=x", "m=/x"}) ==
          "args[one two] env[A=x TWO= FIXED=f x.y=z A=2] mounts[m=/x A=/A none m=/m2 mixed=/x] "
          "devices[m=/dev/m d=/dev/d pathless d=/dev/d2]");
    constexpr std::string_view same = R"({"Args": {"Name": "n", "Settable": ["value"]},
        "Linux": {"Devices": [{"Name": "n", "Path": "/dev/n", "Settable": ["path"]}]},)";
    CHECK(after({"n=/x"}, std::string{same} + R"("Id": ""})") == "args[] env[] mounts[] devices[n=/x]");
    CHECK(after({"n=/x"}, std::string{same} + R"("Mounts": [{"Name": "n", "Source": "", "Settable": ["source"]}]})") ==
          "args[] env[] mounts[n=/x] devices[n=/dev/n]");
    // The first decides even where it refuses.
    CHECK(set(std::string{same} + R"("Mounts": [{"Name": "n", "Source": ""}]})", {"n=/x"}).why.what() ==
          "\"n\" is not settable");
    CHECK(set(std::string{same} + R"("Env": [{"Name": "n"}]})", {"n.path=/x"}).why.what() ==
          "\"n.path\" is not settable");
    // Args without a name have the empty one.
    CHECK(set("{}", {""}).why.what() == "\"\" is not settable");
    CHECK(set(R"({"Args": {"Settable": ["value"]}})", {""}).why.ok());
}

TEST_CASE("an enabled plugin takes no settings", "[settings]")
{
    std::string const enabled = R"({"Name": "n:latest", "Enabled": true, "Config": )" + std::string{config} + "}";
    for (texts const& settings : {texts{}, texts{"A=x"}, texts{"=x"}}) {
        auto const a = set(enabled, settings);
        CHECK(a.why.code() == errc::plugin_enabled);
        CHECK(a.why.what() == "cannot set on an active plugin, disable plugin before setting");
        CHECK(a.why.where() == "n:latest");
        CHECK(a.shown == at_first);
    }
}

TEST_CASE("a view without room reports arena_full", "[settings]")
{
    std::vector<std::byte> bytes(1 << 16);
    sl::arena enough{bytes};
    auto const read = sl::read_plugin(config, enough);
    REQUIRE(read);
    for (std::string_view const setting : {"A=x", "B=x", "m=/x", "d=/x", "args=x y"}) {
        sl::arena none;
        auto full = *read;
        full.room = &none;
        // Lists that the first arena owns would grow there.
        full.settings.env = std::as_const(full.settings.env);
        full.config.mounts = full.settings.mounts = std::as_const(full.config.mounts);
        full.config.linux_.devices = full.settings.devices = std::as_const(full.config.linux_.devices);
        CHECK(sl::set(full, setting).code() == errc::arena_full);
        auto roomless = full;
        roomless.room = nullptr;
        CHECK(sl::set(roomless, setting).code() == errc::arena_full);
        CHECK(sl::use_default_settings(roomless).code() == errc::arena_full);
    }
    sl::arena none;
    auto full = *read;
    full.room = &none;
    CHECK(sl::use_default_settings(full).code() == errc::arena_full);
    CHECK(sl::set(full, texts{}).code() == errc::ok);
}

}  // namespace settings_tests

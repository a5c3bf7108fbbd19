// SPDX-License-Identifier: BSL-1.0
// plugin-spec: prints the spec that a plugin's config.json becomes, or which policy makes what of it, or writes it into
// a bundle. quickstart.sh starts a container from what it writes.
//
//   g++ -std=c++20 -I include examples/plugin_spec.cpp -lboost_json -o plugin-spec
//
// What it prints depends on what it is given: plugin-spec --help.
#include "explanation_text.hpp"

#include <specline/specline.hpp>

#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace sl = specline;

namespace {

constexpr std::string_view usage =
    "usage: plugin-spec [--rootfs DIR] [--exec-root DIR] [--id ID] [--set NAME[.FIELD]=VALUE]...\n"
    "                   [--pipeline docker|corrected] [--onto FILE] [--bundle DIR] [--explain] [--pretty] FILE|-\n";

constexpr std::string_view help =
    "\n"
    "Prints the OCI runtime spec of a container engine's plugin. FILE is the plugin's config.json, a plugin\n"
    "object, what `plugin inspect` prints, or the engine's state file; - is the standard input.\n"
    "\n"
    "  --rootfs DIR        the root filesystem; else the state file's, else `rootfs` beside FILE\n"
    "  --exec-root DIR     where the plugin's folder for sockets is made (default: /run/specline)\n"
    "  --id ID             names a plugin without an id, or chooses from several\n"
    "  --set SETTING       as `plugin set` takes it; may be given again\n"
    "  --pipeline NAME     docker: what the engine builds (default); corrected: not built yet\n"
    "  --onto FILE         begins with that spec, a config.json, and keeps all else that it holds, instead of the\n"
    "                      engine's default spec\n"
    "  --bundle DIR        writes DIR/config.json instead of printing\n"
    "  --explain           prints instead what each policy changed: + added, ~ replaced, - removed; in colours on a\n"
    "                      terminal, unless NO_COLOR is set\n"
    "  --pretty            prints with lines and indents\n"
    "  --version, --help   print that\n"
    "\n"
    "Exit status: 0, 1 for an error in the text, a setting or the machine, 2 for wrong usage.\n";

struct options {
    std::optional<std::string> rootfs;
    std::string exec_root = "/run/specline";
    std::string id;
    std::vector<std::string_view> settings;
    std::string pipeline = "docker";
    std::optional<std::string> onto;
    std::optional<std::string> bundle;
    bool explain = false;
    bool pretty = false;
    bool help = false;
    bool version = false;
    std::optional<std::string> file;
};

struct flag {
    std::string_view name;
    bool takes_value;
    void (*set)(options&, std::string_view);
};

constexpr flag flags[] = {
    {"--rootfs", true, [](options& o, std::string_view value) { o.rootfs = value; }},
    {"--exec-root", true, [](options& o, std::string_view value) { o.exec_root = value; }},
    {"--id", true, [](options& o, std::string_view value) { o.id = value; }},
    {"--set", true, [](options& o, std::string_view value) { o.settings.push_back(value); }},
    {"--pipeline", true, [](options& o, std::string_view value) { o.pipeline = value; }},
    {"--onto", true, [](options& o, std::string_view value) { o.onto = value; }},
    {"--bundle", true, [](options& o, std::string_view value) { o.bundle = value; }},
    {"--explain", false, [](options& o, std::string_view) { o.explain = true; }},
    {"--pretty", false, [](options& o, std::string_view) { o.pretty = true; }},
    {"--help", false, [](options& o, std::string_view) { o.help = true; }},
    {"--version", false, [](options& o, std::string_view) { o.version = true; }},
};

// Words of the command line, such as the name of a file: a terminal is not to obey what stands in them.
std::string shown(std::string_view word)
{
    std::string text;
    sl::detail::add_shown(text, word);
    return text;
}

int wrong_usage(std::string const& what)
{
    std::cerr << "plugin-spec: " << shown(what) << '\n' << usage;
    return 2;
}

// `file:line:column: what (where)`.
int failed(std::string_view file, sl::status const& why)
{
    std::cerr << "plugin-spec: " << shown(file) << ':';
    if (why.line() != 0) std::cerr << why.line() << ':' << why.column() << ':';
    std::cerr << ' ' << why.message() << '\n';
    return 1;
}

int failed(std::string_view file, std::string_view what)
{
    std::cerr << "plugin-spec: " << shown(file) << ": " << what << '\n';
    return 1;
}

// Compact JSON with lines and indents; an empty object or list stays on its line.
std::string indented(std::string_view json)
{
    std::string text;
    std::size_t depth = 0;
    bool in_string = false;
    auto const new_line = [&] { text.append("\n").append(2 * depth, ' '); };
    for (std::size_t i = 0; i < json.size(); ++i) {
        char const c = json[i];
        bool const opens = !in_string && (c == '{' || c == '['), closes = !in_string && (c == '}' || c == ']');
        bool const empty = i != 0 && (json[i - 1] == '{' || json[i - 1] == '[');
        if (closes) --depth;
        if (closes && !empty) new_line();
        text.push_back(c);
        if (in_string && c == '\\') text.push_back(json[++i]);
        else if (c == '"') in_string = !in_string;
        else if (opens && ++depth, opens && json[i + 1] != '}' && json[i + 1] != ']') new_line();
        else if (!in_string && c == ',') new_line();
        else if (!in_string && c == ':') text.push_back(' ');
    }
    return text;
}

// The whole of a file; gives why it cannot be read.
std::optional<std::string> read_all(std::string const& file, std::string& text)
{
    std::FILE* const in = file == "-" ? stdin : std::fopen(file.c_str(), "rb");
    if (in == nullptr) return std::strerror(errno);
    char part[65536];
    constexpr std::size_t most = std::size_t{64} << 20;
    while (std::size_t const n = text.size() > most ? 0 : std::fread(part, 1, sizeof part, in)) text.append(part, n);
    int const error = std::ferror(in) != 0 ? errno : 0;
    if (in != stdin) std::fclose(in);
    if (error != 0) return std::strerror(error);
    if (text.size() > most) return "is larger than 64 MiB";
    return {};
}

// Absolute where there is a FILE to be beside: a relative one would be taken from the bundle's folder.
std::string default_rootfs(std::string const& file, sl::plugin_file const& read)
{
    if (!read.rootfs.empty()) return read.rootfs;
    if (file == "-") return "rootfs";
    std::error_code ignored;
    return std::filesystem::absolute(file, ignored).replace_filename("rootfs").lexically_normal().string();
}

std::string_view name_of(std::string const& file) { return file == "-" ? "standard input" : std::string_view{file}; }

// Runs a pipeline on `spec`; notes what each policy changed, if that is wanted.
template <class Pipeline, class Spec, class Inputs>
sl::status apply(Pipeline const& pipeline, Spec& spec, Inputs const& in, std::vector<sl::explanation>* changes)
{
    if (changes == nullptr) return pipeline.apply(spec, in);
    auto told = sl::explain(pipeline, spec, in);
    if (told) *changes = *std::move(told);
    return std::move(told).status();
}

// The spec's text, built from the engine's default spec.
template <class Inputs>
sl::result<std::string> build(Inputs const& in, std::vector<sl::explanation>* changes)
{
    sl::oci::spec spec;
    if (auto s = apply(sl::docker_plugin, spec, in, changes); !s) return s;
    return sl::oci::write(spec);
}

// The same, from a spec that is there.
template <class Inputs>
sl::result<std::string> build_onto(boost::json::value& spec, Inputs const& in, std::vector<sl::explanation>* changes)
{
    constexpr auto pipeline = sl::docker_plugin.without<sl::policies::defaults>();
    if (auto s = apply(pipeline, spec, in, changes); !s) return s;
    return sl::verbs(spec).text(spec);
}

bool wants_colours()
{
    char const* const no_color = std::getenv("NO_COLOR");  // no-color.org
    return ::isatty(STDOUT_FILENO) == 1 && (no_color == nullptr || *no_color == '\0');
}

int run(options const& given)
{
    std::string const& file = *given.file;
    std::string_view const name = name_of(file);
    std::string text;
    if (auto const why = read_all(file, text)) return failed(name, *why);

    auto read = sl::read_plugin_file(text, {.id = given.id});
    if (!read) return failed(name, read.status());
    if (!given.settings.empty())
        if (auto const s = sl::set(read->plugin, given.settings); !s) return failed(name, s);

    boost::json::value base;
    if (given.onto) {
        std::string onto;
        if (auto const why = read_all(*given.onto, onto)) return failed(name_of(*given.onto), *why);
        auto spec = sl::oci::read_json(onto);
        auto const s = spec ? sl::verbs(*spec).check(*spec) : spec.status();
        if (!s) return failed(name_of(*given.onto), s);
        base = *std::move(spec);
    }

    std::string const rootfs = given.rootfs.value_or(default_rootfs(file, *read));
    sl::posix_host const host;
    // A relative one would mean the folder of whoever runs this here, and the bundle's folder to a runtime.
    std::error_code ignored;
    std::string const exec_root = std::filesystem::absolute(given.exec_root, ignored).string();
    sl::bundle const where{.rootfs = rootfs, .exec_root = exec_root};
    sl::inputs const in{read->plugin, where, host};
    std::vector<sl::explanation> changes;
    auto* const wanted = given.explain ? &changes : nullptr;
    auto spec = given.onto ? build_onto(base, in, wanted) : build(in, wanted);
    if (!spec) return failed(name, spec.status());
    if (given.pretty) *spec = indented(*spec);

    if (given.bundle)
        if (auto const s = sl::write_bundle_text(*given.bundle, *spec); !s) return failed(name, s);
    if (given.explain) std::cout << explanation_text{wants_colours()}(changes);
    else if (!given.bundle) std::cout << *spec << '\n';
    std::cout << std::flush;
    return std::cout ? 0
                     : failed(name, given.explain ? "the explanation cannot be printed" : "the spec cannot be printed");
}

// Reads the words of the command line; gives an exit status where that is all there is to do.
std::optional<int> parse(std::vector<std::string_view> const& words, options& given)
{
    bool flags_end = false;
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::string_view const word = words[i];
        if (flags_end || word == "-" || !word.starts_with("-")) {
            if (given.file) return wrong_usage("one FILE is enough, but there is also: " + std::string{word});
            given.file = word;
            continue;
        }
        if (word == "--") {
            flags_end = true;
            continue;
        }
        std::string_view const name = word.substr(0, word.find('='));
        bool const has_value = name.size() < word.size();
        auto const* const known = std::ranges::find(flags, name, &flag::name);
        if (known == std::end(flags)) return wrong_usage("there is no flag " + std::string{name});
        if (has_value && !known->takes_value) return wrong_usage(std::string{name} + " takes no value");
        if (known->takes_value && !has_value && ++i == words.size())
            return wrong_usage(std::string{name} + " needs a value");
        known->set(given, has_value ? word.substr(name.size() + 1) : words[i]);
        if (given.help) return (std::cout << usage << help), 0;
        if (given.version)
            return (std::cout << "plugin-spec " << SPECLINE_VERSION_MAJOR << '.' << SPECLINE_VERSION_MINOR << '.'
                              << SPECLINE_VERSION_PATCH << '\n'),
                   0;
    }
    if (!given.file) return wrong_usage("which FILE?");
    if (given.file == "-" && given.onto == "-") return wrong_usage("the standard input cannot be both FILE and --onto");
    if (given.pipeline == "corrected") return failed(*given.file, "the corrected pipeline is not built yet");
    if (given.pipeline != "docker") return wrong_usage("there is no pipeline " + given.pipeline);
    return {};
}

}  // namespace

int main(int argc, char** argv)
{
    options given;
    if (auto const status = parse({argv + 1, argv + argc}, given)) return *status;
    return run(given);
}

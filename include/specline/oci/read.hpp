// SPDX-License-Identifier: BSL-1.0
// A spec from JSON text: the config.json of a bundle.
#ifndef SPECLINE_OCI_READ_HPP
#define SPECLINE_OCI_READ_HPP

#include <specline/arena.hpp>
#include <specline/detail/parse.hpp>
#include <specline/detail/spec_reader.hpp>
#include <specline/oci/spec.hpp>
#include <specline/status.hpp>
#include <specline/text.hpp>

#include <boost/json/basic_parser_impl.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace specline {

namespace oci {

/// What is done with a member that the model does not have: one of a newer runtime spec, of another system (`windows`,
/// `vm` …), or with a slip of the pen, be it in its case.
enum class unknown {
    keep,    ///< it is kept in `unknown` of its object, so that `oci::write` writes it
    report,  ///< it is passed over, and told in `read_options::reports`
    refuse,  ///< it is an error, `errc::unknown_member`
};

/// How a spec's text is read.
struct read_options {
    /// What is done with members that are not known.
    unknown unknown_members = unknown::keep;
    /// For `unknown::report`: gets a status for each of them, `errc::unknown_member` with JSON pointer, line and column
    /// of its value, behind those that are there. What is in a member that is not known is not told apart.
    std::vector<status>* reports = nullptr;
    /// How many objects and arrays may be within one another. The parser takes stack for each.
    std::size_t max_depth = 32;
};

}  // namespace oci

namespace detail {

/// Reads into a spec that is new.
template <class Text>
status read_spec(std::string_view text, memory_of<Text> room, oci::read_options const& options,
                 oci::basic_spec<Text>& spec)
{
    std::vector<std::size_t> passed;
    strangers const how{options.unknown_members == oci::unknown::keep, options.unknown_members == oci::unknown::refuse,
                        options.reports != nullptr && options.unknown_members == oci::unknown::report ? &passed
                                                                                                      : nullptr};
    json::parse_options parsing;
    parsing.max_depth = options.max_depth;
    json::basic_parser<spec_reader<Text>> parser{parsing, text, room, how, spec};
    auto& reader = parser.handler();
    if (status s = detail::parse(parser, text, options.max_depth); !s) return s;
    if (status s = memory_status(room); !s) return s;
    if (auto const& wrong = reader.wrong()) return detail::misfit_error(*wrong, text, options.max_depth);
    if (!passed.empty())
        for (auto const& at : value_places(text, options.max_depth, passed))
            options.reports->push_back(
                text_error(errc::unknown_member, "the runtime spec has no such member: it is passed over", at));
    return {};
}

}  // namespace detail

namespace oci {

/// Reads a spec from the text of its config.json: runtime-spec 1.2.1, config.md and config-linux.md.
///
/// Keys match as they are, so `Process` is a member that is not known; `read_options` says what is done with these.
/// null leaves a member as it is, and is a new element of a list or a map. Of two equal keys the later one overwrites
/// what it names: the members of an object one by one, a list or a map as a whole. Values are not checked beyond their
/// JSON types and the range of their integers; 1.0 and 1e3 are no whole numbers. Errors, with JSON pointer, line and
/// column: `errc::syntax`, `too_deep`, `wrong_type`, `number_out_of_range`, `unknown_member`.
template <class = void>  // so that a program that reads the one kind does not compile the other
result<spec> read(std::string_view text, read_options const& options = {})
{
    return result<spec>{std::in_place,
                        [&](spec& made) { return specline::detail::read_spec<std::string>(text, {}, options, made); }};
}

/// The same, without the heap, but for reports: the spec borrows from `text` and from `room`. Errors: also
/// `errc::arena_full`.
template <class = void>
result<spec_view> read(std::string_view text, arena& room, read_options const& options = {})
{
    return result<spec_view>{std::in_place, [&](spec_view& made) {
                                 return specline::detail::read_spec<std::string_view>(text, &room, options, made);
                             }};
}

/// Not from a text that is gone before the spec is.
template <std::same_as<std::string> Text>
result<spec_view> read(Text&&, arena&, read_options const& = {}) = delete;

}  // namespace oci
}  // namespace specline
#endif

// SPDX-License-Identifier: BSL-1.0
// A spec type of an embedder's own that keeps views, and has nowhere to keep what they show.
// refused: specline: a spec that keeps std::string_view needs a member `arena* room` to keep texts in
#include "build.hpp"

#include <specline/policies/root.hpp>

#include <string>
#include <string_view>

struct own_spec {
#ifdef REFUSED
    using text = std::string_view;
#else
    using text = std::string;
#endif
    struct {
        text path;
        bool readonly = false;
    } root;
};

sl::status test(own_spec& spec) { return run(sl::pipeline{sl::policies::root{}}, spec); }

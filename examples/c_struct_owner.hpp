// SPDX-License-Identifier: BSL-1.0
// What owns a spec of C structs, makes its parts, and remembers what it could not make.
#ifndef SPECLINE_EXAMPLES_C_STRUCT_OWNER_HPP
#define SPECLINE_EXAMPLES_C_STRUCT_OWNER_HPP

#include "oci_spec.h"

#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>
#include <string_view>

/// Where the C structs get memory: realloc(3), or what a program puts here before it builds. free(3) takes it back.
inline void* (*oci_realloc)(void*, std::size_t) = [](void* old, std::size_t size) { return std::realloc(old, size); };

/// Owns an `oci_spec`. `pipeline::build` makes the spec itself and drops it where a policy fails: a bare pointer would
/// leak then, and a struct that a generator made has no member to remember that memory ran out.
///
/// The calls that make or set something take and give nullptr where memory ran out, and do nothing then.
struct c_spec {
    /// Why a change was not made.
    enum class fault { none, no_memory, nul_in_text };
    /// Frees a spec and all that it holds.
    struct deleter {
        void operator()(oci_spec* spec) const noexcept { free_oci_spec(spec); }
    };

    std::unique_ptr<oci_spec, deleter> tree{};  ///< made with the first change; `tree.release()` hands it to C
    fault failed = fault::none;                 ///< of the first change that was not made

    /// The spec, which is made first where there is none.
    oci_spec* root()
    {
        if (!tree) tree.reset(make<oci_spec>());
        return tree.get();
    }
    /// A part of `whole`, which is made first where there is none.
    template <class Whole, class Part>
    Part* in(Whole* whole, Part* Whole::* part)
    {
        if (whole == nullptr) return nullptr;
        if (whole->*part == nullptr) whole->*part = make<Part>();
        return whole->*part;
    }
    /// Sets a text of `whole` to a copy of `value`. The empty text is absent.
    template <class Whole>
    void set(Whole* whole, char* Whole::* text, std::string_view value)
    {
        if (whole == nullptr) return;
        std::free(whole->*text);
        whole->*text = value.empty() ? nullptr : copy(value);
    }
    /// A new part at the end of a list of `whole`.
    template <class Whole, class Part>
    Part* add(Whole* whole, Part** Whole::* list, std::size_t Whole::* size)
    {
        return whole == nullptr ? nullptr : push(whole->*list, whole->*size, make<Part>());
    }
    /// Copies of `texts` at the end of a list of `whole`.
    template <class Whole, class Texts>
    void add_texts(Whole* whole, char** Whole::* list, std::size_t Whole::* size, Texts const& texts)
    {
        if (whole == nullptr) return;
        for (std::string_view const text : texts) push(whole->*list, whole->*size, copy(text));
    }
    /// Takes the elements for which `unwanted` is true out of a list of `whole`; `free_part` frees them.
    template <class Whole, class Part, class Free, class Predicate>
    static void erase(Whole* whole, Part** Whole::* list, std::size_t Whole::* size, Free const& free_part,
                      Predicate&& unwanted)
    {
        if (whole == nullptr) return;
        std::size_t kept = 0;
        for (std::size_t i = 0; i < whole->*size; ++i)
            if (Part* const part = (whole->*list)[i]; unwanted(part)) free_part(part);
            else (whole->*list)[kept++] = part;
        whole->*size = kept;
    }

private:
    void note(fault what)
    {
        if (failed == fault::none) failed = what;
    }
    void* allocate(void* old, std::size_t size)
    {
        void* const place = oci_realloc(old, size);
        if (place == nullptr) note(fault::no_memory);
        return place;
    }
    template <class Part>
    Part* make()
    {
        void* const place = allocate(nullptr, sizeof(Part));
        return place == nullptr ? nullptr : new (place) Part{};
    }
    char* copy(std::string_view text)
    {
        if (text.find('\0') != text.npos) return note(fault::nul_in_text), nullptr;
        auto* const place = static_cast<char*>(allocate(nullptr, text.size() + 1));
        if (place == nullptr) return nullptr;
        if (!text.empty()) std::memcpy(place, text.data(), text.size());
        place[text.size()] = '\0';
        return place;
    }
    // Owns `part`, which may be nullptr, whether there is room for it or not.
    template <class Part>
    Part* push(Part**& list, std::size_t& size, Part* part)
    {
        if (part == nullptr) return nullptr;
        auto** const grown = static_cast<Part**>(allocate(list, (size + 1) * sizeof(Part*)));
        if (grown == nullptr) return std::free(part), nullptr;
        list = grown;
        return list[size++] = part;
    }
};

#endif

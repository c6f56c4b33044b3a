// Compiles a function for AVX-512, AVX2 and the base processor; the loader binds the best one. Loading precedes the
// start of a sanitizer, so under one there is only the base.
#pragma once

#if defined(__has_feature)
#if __has_feature(thread_sanitizer) || __has_feature(address_sanitizer)
#define ONE_PROCESSOR
#endif
#endif

#if defined(__x86_64__) && !defined(ONE_PROCESSOR)
#define CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define CLONES
#endif

// The elements of a loop are independent of each other, even if its arrays are the same.
#define EACH _Pragma("clang loop vectorize(assume_safety)") for

#define INLINE static inline __attribute__((always_inline))

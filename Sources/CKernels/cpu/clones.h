// Compiles a function for AVX-512, AVX2 and the base processor; the loader binds the best one. That is before a
// sanitizer is ready, so under one there is the base alone.
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

// The elements of a loop are independent of each other even where its arrays are one.
#define EACH _Pragma("clang loop vectorize(assume_safety)") for

#define INLINE static inline __attribute__((always_inline))

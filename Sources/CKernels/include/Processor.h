// The processor and the libraries that the program runs on.
#pragma once

/// The vector instructions that both the processor and the operating system support: 4 for AVX-512
/// (F, BW, DQ, VL), 3 for AVX2 with FMA, 2 for AVX, 0 for less or for another architecture.
int processor_level(void);

/// Tells the processor that the thread waits in a loop.
static inline void processor_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

/// The file of the library that a function was loaded from; null if there is none of that name.
const char *library_of(const char *function);

/// The number of the processor that the thread runs on.
int processor_current(void);

/// Moves the thread to another processor that it may run on, if it runs on this one and there is another.
void processor_leave(int processor);

/// Keeps freed memory in blocks of up to 32 MiB, where the C library has such a setting.
void memory_keep_freed(void);

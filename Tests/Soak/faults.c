// A library to preload, which makes one call of a program fail: the n-th of a kind, from when the program has taken its
// signals over.
//
// MLP_FAULT=KIND:N:HOW, where KIND is one of the calls below, and HOW is the name of an error, or `short`. When the fault
// has come about, the file that MLP_FAULT_MARK names is made.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum kind { OPEN, READ, WRITE, FSYNC, RENAME, MMAP, MALLOC, KINDS };
static const char *const names[] = {"open", "read", "write", "fsync", "rename", "mmap", "malloc"};
static const struct { const char *name; int number; } errors[] = {
    {"ENOSPC", ENOSPC}, {"EIO", EIO}, {"EINTR", EINTR}, {"EACCES", EACCES}, {"ENOMEM", ENOMEM}, {"EMFILE", EMFILE}};

static int chosen = -1, number, is_short;
static long wanted;
static atomic_long count;
static atomic_int armed;

__attribute__((constructor)) static void prepare(void) {
  const char *fault = getenv("MLP_FAULT");
  const char *colon = fault ? strchr(fault, ':') : NULL;
  const char *how = colon ? strchr(colon + 1, ':') : NULL;
  if (!how) return;
  for (int k = 0; k < KINDS; k++)
    if (strlen(names[k]) == (size_t)(colon - fault) && !strncmp(names[k], fault, colon - fault)) chosen = k;
  wanted = atol(colon + 1);
  is_short = !strcmp(how + 1, "short");
  for (size_t k = 0; k < sizeof errors / sizeof *errors; k++)
    if (!strcmp(how + 1, errors[k].name)) number = errors[k].number;
}

// Whether this call is the one, which is then said.
static int fails(enum kind kind) {
  if (!armed || kind != chosen || atomic_fetch_add(&count, 1) + 1 != wanted) return 0;
  const char *mark = getenv("MLP_FAULT_MARK");
  if (mark) syscall(SYS_close, syscall(SYS_open, mark, O_WRONLY | O_CREAT, 0600));
  errno = number;
  return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

// The program takes SIGABRT over first of all.
int sigaction(int signal, const struct sigaction *new, struct sigaction *old) {
  if (signal == SIGABRT && new) armed = 1;
  return REAL(sigaction)(signal, new, old);
}

static int opened(int folder, const char *path, int flags, mode_t mode) {
  return fails(OPEN) ? -1 : (int)syscall(SYS_openat, folder, path, flags, mode);
}

static mode_t mode_of(int flags, va_list rest) { return flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0; }

int open(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = mode_of(flags, rest);
  va_end(rest);
  return opened(AT_FDCWD, path, flags, mode);
}

int open64(const char *path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  mode_t mode = mode_of(flags, rest);
  va_end(rest);
  return opened(AT_FDCWD, path, flags, mode);
}

ssize_t read(int file, void *bytes, size_t size) {
  if (fails(READ)) {
    if (!is_short) return -1;
    size = (size + 1) / 2;
  }
  return syscall(SYS_read, file, bytes, size);
}

ssize_t write(int file, const void *bytes, size_t size) {
  if (file != STDERR_FILENO && fails(WRITE)) {
    if (!is_short) return -1;
    size = (size + 1) / 2;
  }
  return syscall(SYS_write, file, bytes, size);
}

int fsync(int file) { return fails(FSYNC) ? -1 : (int)syscall(SYS_fsync, file); }

int rename(const char *from, const char *to) {
  return fails(RENAME) ? -1 : (int)syscall(SYS_renameat, AT_FDCWD, from, AT_FDCWD, to);
}

void *mmap(void *place, size_t size, int protection, int flags, int file, off_t offset) {
  if (fails(MMAP)) return MAP_FAILED;
  return (void *)syscall(SYS_mmap, place, size, protection, flags, file, offset);
}

void *mmap64(void *place, size_t size, int protection, int flags, int file, off_t offset) {
  return mmap(place, size, protection, flags, file, offset);
}

// glibc's own, which dlsym may need itself.
extern void *__libc_malloc(size_t), *__libc_calloc(size_t, size_t), *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

void *malloc(size_t size) { return fails(MALLOC) ? NULL : __libc_malloc(size); }
void *calloc(size_t items, size_t size) { return fails(MALLOC) ? NULL : __libc_calloc(items, size); }
void *realloc(void *old, size_t size) { return fails(MALLOC) ? NULL : __libc_realloc(old, size); }
void *aligned_alloc(size_t alignment, size_t size) {
  return fails(MALLOC) ? NULL : __libc_memalign(alignment, size);
}
int posix_memalign(void **place, size_t alignment, size_t size) {
  if (fails(MALLOC)) return ENOMEM;
  void *found = __libc_memalign(alignment, size);
  if (found) *place = found;
  return found ? 0 : ENOMEM;
}

/* The native helper's parts. See main.c for its roles. */
#ifndef SLIPWAY_H
#define SLIPWAY_H

#include <signal.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#define FRAME_LIMIT (17u << 20)
#define READ_LIMIT (16u << 20)
#define RUNNER_INSIDE "/run/slipway/runner"
#define EGRESS_INSIDE "/run/slipway/egress"
#define TRUST_INSIDE "/run/slipway/trust"

/* Ends the process with a line on standard error that a person can act on. */
void fail(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

/* The id that sandboxes have outside where the backend is root. */
#define SANDBOX_USER 59999

/* Becomes root in a user namespace of 65536 ids.
 *   start        the first id outside of a range that is free for this
 *   user, group  outside, of the user 1000 inside */
void enter_range(long start, long user, long group);

/* Makes this process one that the backend's end, however it comes, ends by a SIGTERM, and to which what its children leave
 * is given. False where the backend has ended already. */
int begin_keeping(sigset_t *signals);

/* Waits for a child and for all that it leaves, which is killed. Returns its exit code. */
int keep(pid_t child, const sigset_t *signals);

/* Roles. */
int start_sandbox(int argc, char **argv);
int run_commands(void);
int list_candidates(const char *upper, long at_most);
int measure_extent(const char *layer);
int unpack_root(const char *folder, long start);
/* argv: the first id of a range, or 0; then a command. */
int tend(char **argv);
void remove_tree(const char *tree, long start) __attribute__((noreturn));
int merge_layers(int argc, char **argv, int pure);
int weigh_layer(const char *layer);

/* The filter that bwrap installs, as a readable file descriptor. */
int seccomp_filter(void);

/* A growing buffer. */
struct bytes {
    uint8_t *at;
    size_t size, room;
};
void put(struct bytes *to, const void *from, size_t size);
void put_u8(struct bytes *to, uint8_t value);
void put_u32(struct bytes *to, uint32_t value);
void put_u64(struct bytes *to, uint64_t value);
void put_text(struct bytes *to, const char *text);

/* A frame that is being read. Reading beyond its end makes it bad and yields zeros. */
struct reading {
    const uint8_t *at, *end;
    int bad;
};
uint8_t take_u8(struct reading *from);
uint16_t take_u16(struct reading *from);
uint32_t take_u32(struct reading *from);
uint64_t take_u64(struct reading *from);
/* A text of its own, to be freed; NULs inside make the frame bad. */
char *take_text(struct reading *from);

/* File operations; each runs in a process of its own, writes its result to `out`, and ends. */
enum operation { READ_FILE = 5, WRITE_FILE = 6, STATUS = 7, LIST = 8, SEARCH = 9, PROCESSES = 10, PAUSE = 11, RESUME = 12 };
void file_operation(enum operation what, struct reading *request, FILE *out) __attribute__((noreturn));
void operation_failed(FILE *out, const char *format, ...) __attribute__((format(printf, 2, 3), noreturn));
/* Lists, stops or lets go on what runs in the sandbox beside the runner. */
void process_operation(enum operation what, FILE *out) __attribute__((noreturn));
void search_files(struct reading *request, FILE *out) __attribute__((noreturn));
void list_files(struct reading *request, FILE *out) __attribute__((noreturn));

/* Writes a number of four bytes, big end first. */
void write_u32(FILE *out, uint32_t value);
void write_u64(FILE *out, uint64_t value);

/* Whether a path relative to the folder matches; ** stands for any number of folders. */
int glob_matches(const char *pattern, const char *path);

/* Sends a frame to the backend. */
void send_frame(uint8_t type, uint32_t id, const void *payload, size_t size);

#endif

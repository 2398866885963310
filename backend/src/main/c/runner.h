/* The runner's jobs: commands, and file operations in processes of their own. */
#ifndef SLIPWAY_RUNNER_H
#define SLIPWAY_RUNNER_H

#include "slipway.h"

#include <sys/types.h>

#define OUTPUT_CAP (64ull << 20)
#define CHUNK (64u << 10)
#define STDIN_CREDIT (256u << 10)

enum { FROM_EXEC = 1, FROM_STDIN = 2, FROM_CANCEL = 3, FROM_CREDIT = 4 };
enum {
    TO_READY = 0x81,
    TO_OUTPUT = 0x82,
    TO_EXIT = 0x83,
    TO_RESULT = 0x84,
    TO_ERROR = 0x85,
    TO_STDIN_CREDIT = 0x86
};

struct job {
    struct job *next;
    uint32_t id;
    pid_t pid;
    int is_operation;
    int out, in;          /* our ends of its pipes, or -1 */
    int exited, told;     /* main process ended; the backend knows */
    int code, timed_out, cancelled;
    int64_t deadline, kill_at; /* monotonic ms, 0 for none */
    uint64_t sent, dropped;
    int64_t credit;
    struct bytes input;   /* waits to be written to its standard input */
    size_t input_done;
    int input_ends;
    struct bytes result;  /* of an operation */
};

extern struct job *jobs;

int64_t now_ms(void);
struct job *find_job(uint32_t id);
void start_command(uint32_t id, struct reading *request);
void start_operation(uint32_t id, enum operation what, struct reading *request);
void end_job(struct job *job);
void read_output(struct job *job);
void add_input(struct job *job, const uint8_t *bytes, size_t size);
void write_input(struct job *job);
void reap(void);
/* Opens the way out, if this sandbox has one. */
void open_door(void);
/* Opens it again if it was this process that ended, or none could be started before. */
void keep_door(pid_t ended);
/* Tells of ends that can be told, and forgets what is over. */
void settle(void);

#endif

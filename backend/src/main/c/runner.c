/* The runner: inside the sandbox, from its start to its end. One thread; frames come over standard input and go over
 * standard output, each: four bytes of length, one of type, four of id, then the payload. */
#define _GNU_SOURCE
#include "runner.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/uio.h>
#include <unistd.h>

#define HEAD 5
#define MOST_JOBS 1000

static int channel_in, channel_out;
static struct bytes incoming;

void send_frame(uint8_t type, uint32_t id, const void *payload, size_t size) {
    uint32_t length = size + HEAD;
    uint8_t head[] = {length >> 24, length >> 16, length >> 8, length, type, id >> 24, id >> 16, id >> 8, id};
    struct iovec parts[] = {{head, sizeof head}, {(void *)payload, size}};
    int at = 0;
    while (at < 2) {
        ssize_t sent = writev(channel_out, parts + at, 2 - at);
        if (sent < 0 && errno == EINTR) continue;
        if (sent < 0) _exit(0); /* nobody listens any more */
        while (at < 2 && (size_t)sent >= parts[at].iov_len) sent -= parts[at++].iov_len;
        if (at < 2) {
            parts[at].iov_base = (uint8_t *)parts[at].iov_base + sent;
            parts[at].iov_len -= sent;
        }
    }
}

static void feed(uint32_t id, struct reading *from) {
    struct job *job = find_job(id);
    if (!job || job->in < 0) return;
    size_t size = from->end - from->at;
    if (!size) job->input_ends = 1;
    else add_input(job, from->at, size);
    write_input(job);
}

static int job_count(void) {
    int count = 0;
    for (struct job *job = jobs; job; job = job->next) count++;
    return count;
}

static void obey(uint8_t type, uint32_t id, struct reading *from) {
    struct job *job;
    switch (type) {
    case FROM_EXEC:
    case READ_FILE:
    case WRITE_FILE:
    case STATUS:
    case LIST:
    case SEARCH:
    case PROCESSES:
    case PAUSE:
    case RESUME:
        if (job_count() >= MOST_JOBS) send_frame(TO_ERROR, id, "too many commands run at once", 29);
        else if (type == FROM_EXEC) start_command(id, from);
        else start_operation(id, type, from);
        break;
    case FROM_STDIN: feed(id, from); break;
    case FROM_CANCEL:
        if ((job = find_job(id)) && !job->exited) {
            job->cancelled = 1;
            end_job(job);
        }
        break;
    case FROM_CREDIT:
        if ((job = find_job(id))) job->credit += take_u32(from);
        break;
    default: fail("the backend sent a frame of unknown type %d", type);
    }
}

static void take_frames(void) {
    size_t at = 0;
    while (incoming.size - at >= 4) {
        struct reading length = {incoming.at + at, incoming.at + incoming.size, 0};
        uint32_t size = take_u32(&length);
        if (size < HEAD || size > FRAME_LIMIT) fail("the backend sent a frame of %u bytes", size);
        if (incoming.size - at - 4 < size) break;
        struct reading frame = {incoming.at + at + 4, incoming.at + at + 4 + size, 0};
        uint8_t type = take_u8(&frame);
        uint32_t id = take_u32(&frame);
        obey(type, id, &frame);
        at += 4 + size;
    }
    memmove(incoming.at, incoming.at + at, incoming.size - at);
    incoming.size -= at;
}

static void receive(void) {
    uint8_t chunk[CHUNK];
    ssize_t size = read(channel_in, chunk, sizeof chunk);
    if (size < 0 && (errno == EINTR || errno == EAGAIN)) return;
    if (size <= 0) _exit(0); /* the backend is gone, and with this process the sandbox */
    put(&incoming, chunk, size);
    take_frames();
}

static int wait_ms(void) {
    int64_t next = -1, now = now_ms();
    for (struct job *job = jobs; job; job = job->next) {
        int64_t at = job->exited ? 0 : job->kill_at ? job->kill_at : job->deadline;
        if (at && (next < 0 || at < next)) next = at;
    }
    return next < 0 ? -1 : next <= now ? 0 : next - now > 60000 ? 60000 : (int)(next - now);
}

static void turn(int signals) {
    static struct pollfd polled[2 + 2 * MOST_JOBS + 2];
    static struct job *owner[2 + 2 * MOST_JOBS + 2];
    int count = 0;
    polled[count++] = (struct pollfd){channel_in, POLLIN, 0};
    polled[count++] = (struct pollfd){signals, POLLIN, 0};
    for (struct job *job = jobs; job; job = job->next) {
        int reads = job->told || job->is_operation || job->credit > 0 || job->sent >= OUTPUT_CAP;
        owner[count] = job;
        if (job->out >= 0 && reads) polled[count++] = (struct pollfd){job->out, POLLIN, 0};
        owner[count] = job;
        if (job->in >= 0 && job->input.size) polled[count++] = (struct pollfd){job->in, POLLOUT, 0};
    }
    if (poll(polled, count, wait_ms()) < 0 && errno != EINTR) fail("the runner can't wait: %s", strerror(errno));
    for (int i = 2; i < count; i++) {
        if (!polled[i].revents) continue;
        if (polled[i].fd == owner[i]->out) read_output(owner[i]);
        else if (polled[i].fd == owner[i]->in) write_input(owner[i]);
    }
    if (polled[1].revents) {
        struct signalfd_siginfo told;
        while (read(signals, &told, sizeof told) > 0) {}
        reap();
    }
    if (polled[0].revents) receive();
    settle();
}

int run_commands(void) {
    /* No command, though of the same user, may look into this process or use its descriptors. */
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)) fail("the runner can't protect itself");
    channel_in = fcntl(0, F_DUPFD_CLOEXEC, 10);
    channel_out = fcntl(1, F_DUPFD_CLOEXEC, 10);
    int nothing = open("/dev/null", O_RDWR);
    if (channel_in < 0 || channel_out < 0 || nothing < 0) fail("the runner has no channel");
    dup2(nothing, 0);
    dup2(nothing, 1);
    sigset_t mask;
    sigemptyset(&mask);
    sigaddset(&mask, SIGCHLD);
    sigprocmask(SIG_BLOCK, &mask, NULL);
    signal(SIGPIPE, SIG_IGN);
    int signals = signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
    if (signals < 0) fail("the runner can't hear of ends");
    open_door();
    send_frame(TO_READY, 0, NULL, 0);
    for (;;) turn(signals);
}

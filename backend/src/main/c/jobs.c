/* Starting, feeding, reading and ending jobs. */
#define _GNU_SOURCE
#include "runner.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct job *jobs;

int64_t now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

struct job *find_job(uint32_t id) {
    for (struct job *job = jobs; job; job = job->next)
        if (job->id == id) return job;
    return NULL;
}

static void tell_error(uint32_t id, const char *text) {
    send_frame(TO_ERROR, id, text, strlen(text));
}

static struct job *new_job(uint32_t id) {
    struct job *job = calloc(1, sizeof *job);
    if (!job) fail("the runner has no memory left");
    job->id = id;
    job->out = job->in = -1;
    job->next = jobs;
    jobs = job;
    return job;
}

static void forget(struct job *job) {
    struct job **link = &jobs;
    while (*link != job) link = &(*link)->next;
    *link = job->next;
    if (job->out >= 0) close(job->out);
    if (job->in >= 0) close(job->in);
    free(job->input.at);
    free(job->result.at);
    free(job);
}

static void child_signals(void) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    signal(SIGPIPE, SIG_DFL);
}

static char **take_texts(struct reading *from, char **prefix) {
    uint16_t count = take_u16(from);
    size_t before = 0;
    while (prefix && prefix[before]) before++;
    char **texts = calloc(before + count + 1u, sizeof *texts);
    if (!texts) fail("the runner has no memory left");
    for (size_t i = 0; i < before; i++) texts[i] = prefix[i];
    for (uint16_t i = 0; i < count; i++) texts[before + i] = take_text(from);
    return texts;
}

struct command {
    char **arguments, **environment;
    char *folder;
};

static void become(const struct command *command, int in, int out) {
    child_signals();
    setsid();
    dup2(in, 0);
    dup2(out, 1);
    dup2(out, 2);
    close_range(3, ~0U, 0);
    if (chdir(command->folder)) {
        dprintf(2, "%s: %s\n", command->folder, strerror(errno));
        _exit(126);
    }
    for (char **each = command->environment; *each; each++) putenv(*each);
    execvp(command->arguments[0], command->arguments);
    dprintf(2, "%s: %s\n", command->arguments[0], strerror(errno));
    _exit(127);
}

void start_command(uint32_t id, struct reading *request) {
    uint32_t timeout_ms = take_u32(request);
    uint8_t has_input = take_u8(request);
    uint32_t credit = take_u32(request);
    struct command command = {.folder = take_text(request)};
    command.arguments = take_texts(request, NULL);
    command.environment = take_texts(request, NULL);
    if (request->bad || !command.arguments[0]) fail("the backend sent a command that can't be read");
    int in[2] = {-1, -1}, out[2];
    if (pipe2(out, O_CLOEXEC) || (has_input && pipe2(in, O_CLOEXEC))) {
        tell_error(id, "too many commands run at once");
        return;
    }
    if (!has_input) in[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
    pid_t pid = fork();
    if (!pid) become(&command, in[0], out[1]);
    close(in[0]);
    close(out[1]);
    if (pid < 0) {
        tell_error(id, "no process can be started: the limit of processes is reached");
        close(out[0]);
        if (in[1] >= 0) close(in[1]);
    } else {
        struct job *job = new_job(id);
        job->pid = pid;
        job->out = out[0];
        job->in = in[1];
        job->credit = credit;
        job->deadline = timeout_ms ? now_ms() + timeout_ms : 0;
        fcntl(job->out, F_SETFL, O_NONBLOCK);
        if (job->in >= 0) fcntl(job->in, F_SETFL, O_NONBLOCK);
    }
    for (char **each = command.arguments; *each; each++) free(*each);
    for (char **each = command.environment; *each; each++) free(*each);
    free(command.arguments);
    free(command.environment);
    free(command.folder);
}

void start_operation(uint32_t id, enum operation what, struct reading *request) {
    int out[2];
    if (pipe2(out, O_CLOEXEC)) {
        tell_error(id, "too many operations run at once");
        return;
    }
    pid_t pid = fork();
    if (!pid) {
        /* Still not dumpable, and without the channel to the backend. */
        child_signals();
        setsid();
        dup2(out[1], 1);
        close(0);
        close_range(3, ~0U, 0);
        file_operation(what, request, stdout);
    }
    close(out[1]);
    if (pid < 0) {
        close(out[0]);
        tell_error(id, "no process can be started: the limit of processes is reached");
        return;
    }
    struct job *job = new_job(id);
    job->pid = pid;
    job->is_operation = 1;
    job->out = out[0];
    job->deadline = now_ms() + 60 * 1000;
    fcntl(job->out, F_SETFL, O_NONBLOCK);
}

void end_job(struct job *job) {
    if (job->exited || job->kill_at) return;
    kill(-job->pid, SIGTERM);
    job->kill_at = now_ms() + 2000;
}

/* What a command leaves behind in the background may write on; nobody reads it then, so it is thrown away. */
void read_output(struct job *job) {
    uint8_t chunk[CHUNK];
    for (int rounds = 0; rounds < 4 && job->out >= 0; rounds++) {
        int keeps = !job->told && (job->is_operation || job->sent < OUTPUT_CAP);
        size_t room = sizeof chunk;
        if (keeps && !job->is_operation) {
            if (job->credit <= 0) return;
            if ((int64_t)room > job->credit) room = job->credit;
        }
        ssize_t size = read(job->out, chunk, room);
        if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
        if (size <= 0) {
            close(job->out);
            job->out = -1;
        } else if (job->is_operation) {
            if (job->result.size + size <= FRAME_LIMIT) put(&job->result, chunk, size);
        } else if (keeps) {
            job->sent += size;
            job->credit -= size;
            send_frame(TO_OUTPUT, job->id, chunk, size);
        } else if (!job->told) job->dropped += size;
    }
}

/* What was written makes room first: a reader that never catches up must not lose any. */
void add_input(struct job *job, const uint8_t *bytes, size_t size) {
    size_t waits = job->input.size - job->input_done;
    if (waits + size > STDIN_CREDIT) fail("the backend sent more input than it was given credit for");
    if (waits) memmove(job->input.at, job->input.at + job->input_done, waits);
    job->input.size = waits;
    job->input_done = 0;
    put(&job->input, bytes, size);
}

void write_input(struct job *job) {
    while (job->in >= 0 && job->input_done < job->input.size) {
        ssize_t size = write(job->in, job->input.at + job->input_done, job->input.size - job->input_done);
        if (size < 0 && (errno == EAGAIN || errno == EINTR)) return;
        if (size < 0) {
            close(job->in);
            job->in = -1;
            break;
        }
        job->input_done += size;
        struct bytes credit = {0};
        put_u32(&credit, size);
        send_frame(TO_STDIN_CREDIT, job->id, credit.at, credit.size);
        free(credit.at);
    }
    if (job->input_done == job->input.size) job->input.size = job->input_done = 0;
    if (job->in >= 0 && job->input_ends && !job->input.size) {
        close(job->in);
        job->in = -1;
    }
}

void reap(void) {
    int status;
    pid_t pid;
    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        keep_door(pid);
        for (struct job *job = jobs; job; job = job->next)
            if (job->pid == pid && !job->exited) {
                job->exited = 1;
                job->code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
            }
    }
}

static void tell_end(struct job *job) {
    if (job->is_operation) {
        int good = job->exited && job->code == 0;
        if (good) send_frame(TO_RESULT, job->id, job->result.at, job->result.size);
        else if (job->result.size) send_frame(TO_ERROR, job->id, job->result.at, job->result.size);
        else tell_error(job->id, job->timed_out ? "it took longer than a minute" : "the operation was ended");
    } else {
        struct bytes end = {0};
        put_u32(&end, job->code);
        put_u8(&end, job->timed_out | job->cancelled << 1);
        put_u64(&end, job->dropped);
        send_frame(TO_EXIT, job->id, end.at, end.size);
        free(end.at);
    }
    job->told = 1;
}

/* Whether more output waits in the pipe than was read. */
static int is_drained(struct job *job) {
    if (job->out < 0) return 1;
    if (job->is_operation) return 0;
    read_output(job);
    if (job->out < 0) return 1;
    if (job->sent < OUTPUT_CAP && job->credit <= 0) return 0;
    int waiting = 0;
    ioctl(job->out, FIONREAD, &waiting);
    return waiting == 0;
}

void settle(void) {
    int64_t now = now_ms();
    for (struct job *job = jobs, *next; job; job = next) {
        next = job->next;
        if (!job->exited && job->deadline && now >= job->deadline && !job->kill_at) {
            job->timed_out = 1;
            end_job(job);
        }
        if (!job->exited && job->kill_at && now >= job->kill_at) {
            kill(-job->pid, SIGKILL);
            job->kill_at = now + 1000;
        }
        if (job->exited && !job->told && is_drained(job)) tell_end(job);
        if (job->told && job->out < 0) forget(job);
    }
}

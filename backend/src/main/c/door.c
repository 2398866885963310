/* The sandbox's way out, inside: what is said to the loopback address is passed to a unix socket that was put there, and
 * what comes back, back. It decides nothing. The listening socket is the runner's, so that the door opens again when a
 * command ends the process behind it. */
#define _GNU_SOURCE
#include "runner.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#define DOOR_PORT 3128
#define MOST_PAIRS 512
#define PIECE (32u << 10)

/* One direction: bytes that were read from an end and not yet written to the other. */
struct way {
    uint8_t *piece;
    size_t from, to;
    int ended; /* 1: nothing more comes; 2: and the other end knows */
};

/* Ends 0 and 1 are the command's and the gate's; way 0 leads from 0 to 1. */
struct pair {
    int end[2];
    struct way way[2];
};

static int listening = -1;
static pid_t forwarder;
static struct pair pairs[MOST_PAIRS];
static int count;

static int dial(void) {
    struct sockaddr_un gate = {.sun_family = AF_UNIX, .sun_path = EGRESS_INSIDE};
    struct timeval patience = {.tv_sec = 2};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0) return -1;
    setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    if (!connect(fd, (struct sockaddr *)&gate, sizeof gate)) return fd;
    close(fd);
    return -1;
}

static void open_pair(void) {
    int command = accept4(listening, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK);
    if (command < 0) return;
    int gate = dial(), on = 1;
    struct pair pair = {{command, gate}, {{malloc(PIECE), 0, 0, 0}, {malloc(PIECE), 0, 0, 0}}};
    if (gate < 0 || !pair.way[0].piece || !pair.way[1].piece) {
        close(command);
        if (gate >= 0) close(gate);
        free(pair.way[0].piece);
        free(pair.way[1].piece);
        return;
    }
    fcntl(gate, F_SETFL, O_NONBLOCK);
    setsockopt(command, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    pairs[count++] = pair;
}

static void close_pair(int at) {
    for (int i = 0; i < 2; i++) {
        close(pairs[at].end[i]);
        free(pairs[at].way[i].piece);
    }
    pairs[at] = pairs[--count];
}

static int again(void) {
    return errno == EAGAIN || errno == EINTR;
}

/* Moves what can be moved one way without waiting; false where an end is broken. */
static int move(struct way *way, int source, int target) {
    if (!way->ended && way->from == way->to) {
        ssize_t got = read(source, way->piece, PIECE);
        if (got < 0 && !again()) return 0;
        if (got == 0) way->ended = 1;
        if (got > 0) way->from = 0, way->to = got;
    }
    while (way->from < way->to) {
        ssize_t put = send(target, way->piece + way->from, way->to - way->from, MSG_NOSIGNAL);
        if (put < 0) return again();
        way->from += put;
    }
    if (way->ended == 1) {
        shutdown(target, SHUT_WR);
        way->ended = 2;
    }
    return 1;
}

static short wanted(const struct pair *pair, int end) {
    const struct way *out = &pair->way[end], *in = &pair->way[!end];
    return (!out->ended && out->from == out->to ? POLLIN : 0) | (in->from < in->to ? POLLOUT : 0);
}

static void forward(void) {
    static struct pollfd polled[1 + 2 * MOST_PAIRS];
    int before = count;
    polled[0] = (struct pollfd){count < MOST_PAIRS ? listening : -1, POLLIN, 0};
    for (int i = 0; i < count; i++)
        for (int end = 0; end < 2; end++) {
            short events = wanted(&pairs[i], end);
            /* An end that is only broken, and of which nothing is wanted, would wake this up for ever. */
            polled[1 + 2 * i + end] = (struct pollfd){events ? pairs[i].end[end] : -1, events, 0};
        }
    if (poll(polled, 1 + 2 * count, -1) < 0) return;
    for (int i = before - 1; i >= 0; i--) {
        struct pair *pair = &pairs[i];
        if (!polled[1 + 2 * i].revents && !polled[2 + 2 * i].revents) continue;
        int whole = move(&pair->way[0], pair->end[0], pair->end[1]) && move(&pair->way[1], pair->end[1], pair->end[0]);
        if (!whole || (pair->way[0].ended == 2 && pair->way[1].ended == 2)) close_pair(i);
    }
    if (polled[0].revents) open_pair();
}

static void become_forwarder(void) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    /* The runner's channel is not for this process. */
    dup2(listening, 3);
    listening = 3;
    close_range(4, ~0U, 0);
    setsid();
    for (;;) forward();
}

void open_door(void) {
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_port = htons(DOOR_PORT)};
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (access(EGRESS_INSIDE, F_OK)) return;
    int on = 1;
    listening = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (listening < 0) fail("the way out can't be opened: %s", strerror(errno));
    setsockopt(listening, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listening, (struct sockaddr *)&here, sizeof here) || listen(listening, 512))
        fail("the way out can't be opened: %s", strerror(errno));
    keep_door(0);
}

void keep_door(pid_t ended) {
    if (listening < 0 || (forwarder > 0 && ended != forwarder)) return;
    forwarder = fork();
    if (!forwarder) become_forwarder();
}

/* Slipway's native helper. Roles:
 *   start …            outside: joins limits, mounts the overlay, drops ids, and keeps bwrap until it ends
 *   run                inside: the runner, framed over standard input and output
 *   candidates DIR N   outside: what a session's own layer changed
 *   extent DIR         outside: bytes on disk, entries, and the newest change in ns
 *   weigh DIR          outside: the same, and then a copy of it where standard input says, if it says anything
 *   merge TO FROM…     outside: layers, the lowest first, as a new one
 *   unpack DIR START   outside: an archive of a whole system from standard input, for ids from START
 *   flatten TO FROM…   outside: the same, for one with nothing below it
 *   remove TREE START  outside: deletes what ids from START own, too
 *   within START …     outside: one of these, as root of the ids from START
 *   tend START CMD…    outside: runs a command with a TMPDIR of its own; ends all of it when the backend ends
 */
#include "slipway.h"

#include <errno.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void fail(const char *format, ...) {
    va_list values;
    va_start(values, format);
    vfprintf(stderr, format, values);
    va_end(values);
    fputc('\n', stderr);
    exit(75);
}

int main(int argc, char **argv) {
    if (argc >= 4 && !strcmp(argv[1], "within")) {
        enter_range(atol(argv[2]), getuid(), getgid());
        argc -= 2;
        argv += 2;
    }
    if (argc >= 4 && !strcmp(argv[1], "tend")) return tend(argv + 2);
    if (argc == 4 && !strcmp(argv[1], "remove")) remove_tree(argv[2], atol(argv[3]));
    if (argc >= 2 && !strcmp(argv[1], "start")) return start_sandbox(argc - 2, argv + 2);
    if (argc == 2 && !strcmp(argv[1], "run")) return run_commands();
    if (argc == 4 && !strcmp(argv[1], "candidates")) return list_candidates(argv[2], atol(argv[3]));
    if (argc == 3 && !strcmp(argv[1], "extent")) return measure_extent(argv[2]);
    if (argc == 3 && !strcmp(argv[1], "weigh")) return weigh_layer(argv[2]);
    if (argc == 4 && !strcmp(argv[1], "unpack")) return unpack_root(argv[2], atol(argv[3]));
    if (argc >= 4 && !strcmp(argv[1], "merge")) return merge_layers(argc - 2, argv + 2, 0);
    if (argc >= 4 && !strcmp(argv[1], "flatten")) return merge_layers(argc - 2, argv + 2, 1);
    fail("slipway-sandbox: start | run | candidates DIR N | extent DIR | weigh DIR | merge TO FROM… | flatten TO FROM… | remove TREE START | within START … | tend START CMD…");
}

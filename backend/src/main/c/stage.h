/* What stands ready for bwrap in a mount namespace of its own: the tree of layers, and the small files of /etc. */
#ifndef SLIPWAY_STAGE_H
#define SLIPWAY_STAGE_H

#define STAGE "/tmp"
#define WORKSPACE STAGE "/tree/workspace"
#define HOME STAGE "/tree/home"
/* A unix socket, and a folder with `ca.pem`, where the sandbox has a way out. */
#define EGRESS STAGE "/egress"
#define TRUST STAGE "/trust"
#define ROOT STAGE "/tree/root"
#define MOST_LAYERS 100

/* Where / comes from. */
enum root { HOST, LAYERS, BUILDING };

/* A folder to write to: state, with what it is on top of. Each layer, and what is written, has `workspace` and `home`, and
 * `root` where / comes from layers. In a sandbox that builds, all of / can be written, by root with a range of ids. */
struct staged {
    const char *state, *runner;
    const char *egress, *trust; /* or null */
    const char *lower[MOST_LAYERS];
    int lowers;
    long uid;
    int as_root;
    enum root root;
    long range;
};

/* Makes the namespaces and fills them in; ends the process where something can't be had. */
void stage(struct staged *what);

#endif

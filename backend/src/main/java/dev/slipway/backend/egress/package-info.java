/// The only way out of a sandbox: a proxy on a unix socket of the sandbox's own, which lets through what was
/// granted, checks names and addresses, opens TLS with the installation's own authority, and puts credentials in.
/// No session, event or configuration may enter; what comes from a sandbox or from a server is hostile data. Called
/// by `session`, which gives each sandbox its [Gate], and by the wiring; each connection has a virtual thread, and
/// what a gate tells comes on those.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.egress;

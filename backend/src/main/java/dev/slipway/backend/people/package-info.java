/// Who is who, by which tokens they are let in, and what they may do. Holds the one file of people, and the rules as
/// pure functions; knows no session. Called by the edges and by `session`, on any thread.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.people;

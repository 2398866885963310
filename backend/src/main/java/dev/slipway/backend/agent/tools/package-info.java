/// The tools that the model may call: one file each, with its prompt text as a resource of the same name.
/// Nothing of a turn, a log or a model's API may enter: a tool sees its arguments and a [ToolContext]. Called
/// by the agent's loop, which gives what they return to the model. Tools are stateless and thread-safe; a call
/// blocks the turn's thread and ends with an interrupt.
@org.jspecify.annotations.NullMarked
package dev.slipway.backend.agent.tools;

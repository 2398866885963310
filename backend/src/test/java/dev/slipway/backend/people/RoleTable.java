package dev.slipway.backend.people;

import java.util.Map;

/// What it takes to ask for what can be asked, and who there is to ask.
final class RoleTable {
    private RoleTable() {}

    /// What each message takes.
    static final Map<String, Needs> MESSAGES = Map.ofEntries(
            Map.entry("hello", Needs.nothing),
            Map.entry("heartbeat", Needs.nothing),
            Map.entry("watch", Needs.nothing),
            Map.entry("unsubscribe", Needs.nothing),
            Map.entry("create_session", Needs.repository_and_more_than_watching),
            Map.entry("submit_prompt", Needs.take_part),
            Map.entry("edit_prompt", Needs.take_part),
            Map.entry("cancel_prompt", Needs.take_part),
            Map.entry("move_prompt", Needs.take_part),
            Map.entry("answer_question", Needs.take_part),
            Map.entry("stop_turn", Needs.take_part),
            Map.entry("rename_session", Needs.take_part),
            Map.entry("archive_session", Needs.take_part),
            Map.entry("restore_session", Needs.take_part),
            Map.entry("fork_session", Needs.take_part),
            Map.entry("undo_turns", Needs.take_part),
            Map.entry("typing", Needs.take_part),
            Map.entry("typing.minimal", Needs.repository_and_more_than_watching),
            Map.entry("typing.draft", Needs.repository_and_more_than_watching),
            Map.entry("allow_host", Needs.administer),
            Map.entry("delete_session", Needs.administer),
            Map.entry("set_access", Needs.administer),
            Map.entry("make_link", Needs.administer),
            Map.entry("revoke_link", Needs.administer),
            Map.entry("use_link", Needs.repository),
            Map.entry("mark_seen", Needs.view),
            Map.entry("mark_unread", Needs.view),
            Map.entry("subscribe", Needs.view),
            Map.entry("read_before", Needs.view),
            Map.entry("read_draft", Needs.view),
            Map.entry("read_output", Needs.view),
            Map.entry("add_repository", Needs.installation),
            Map.entry("remove_repository", Needs.installation),
            Map.entry("build_image", Needs.repository_and_more_than_watching),
            Map.entry("cancel_build", Needs.repository_and_more_than_watching));

    /// What each route takes.
    static final String ROUTES = """
            GET,/join,nobody_in_particular
            GET,/s/SESSION,nobody_in_particular
            GET,/page.css,nobody_in_particular
            GET,/v1/health,nobody_in_particular
            GET,/v1/ready,nobody_in_particular
            POST,/v1/invitations/redeem,nobody_in_particular
            GET,/v1/status,installation
            GET,/v1/metrics,installation
            GET,/v1/openapi.yaml,nothing
            GET,/v1/doctor,installation
            GET,/v1/models,nothing
            GET,/v1/sessions,nothing
            POST,/v1/sessions,nothing
            GET,/v1/sessions/SESSION,view
            DELETE,/v1/sessions/SESSION,administer
            POST,/v1/sessions/SESSION/prompts,take_part
            POST,/v1/sessions/SESSION/stop,take_part
            POST,/v1/sessions/SESSION/rename,take_part
            POST,/v1/sessions/SESSION/archive,take_part
            POST,/v1/sessions/SESSION/restore,take_part
            POST,/v1/sessions/SESSION/fork,take_part
            POST,/v1/sessions/SESSION/undo,take_part
            GET,/v1/sessions/SESSION/events,view
            GET,/v1/sessions/SESSION/export,view
            POST,/v1/imports,installation
            GET,/v1/repositories,nothing
            POST,/v1/repositories,installation
            DELETE,/v1/repositories/project,installation
            GET,/v1/sessions/SESSION/diff,view
            GET,/v1/sessions/SESSION/changes,view
            GET,/v1/sessions/SESSION/details,view
            GET,/v1/sessions/SESSION/sharing,view
            GET,/v1/sessions/SESSION/links/nosuchlink,administer
            POST,/v1/sessions/SESSION/apply,installation
            POST,/v1/sessions/SESSION/attachments?name=x,take_part
            GET,/v1/sessions/SESSION/attachments/nosuchfile,view
            GET,/v1/repositories/project/branches,repository
            GET,/v1/repositories/project/users,installation
            PUT,/v1/repositories/project/users,installation
            GET,/v1/images,nothing
            GET,/v1/images/project,repository
            GET,/v1/images/project/log,repository
            GET,/v1/search?q=hello,nothing
            POST,/v1/search/rebuild,installation
            GET,/v1/costs,nothing
            GET,/v1/sessions/SESSION/costs,view
            GET,/v1/tokens,nothing
            POST,/v1/tokens,whole_token
            DELETE,/v1/tokens/nosuchtoken,whole_token
            GET,/v1/people,installation
            POST,/v1/people,installation
            DELETE,/v1/people/nobody@example.org,installation
            POST,/v1/people/nobody@example.org/invitations,installation
            POST,/v1/backup,installation
            POST,/v1/shutdown,installation
            """;

    enum Needs {
        /// Not even to say who asks.
        nobody_in_particular,
        nothing,
        /// One for all that its person may do.
        whole_token,
        repository,
        repository_and_more_than_watching,
        view,
        take_part,
        administer,
        installation;

        boolean met(Who who) {
            return switch (this) {
                case nobody_in_particular, nothing -> true;
                case whole_token -> who != Who.watching_token;
                case repository -> who != Who.outsider;
                case repository_and_more_than_watching -> who != Who.outsider && who != Who.watching_token;
                case view -> who != Who.outsider && who != Who.colleague;
                case take_part ->
                    who == Who.participant || who == Who.creator || who == Who.administrator || who == Who.operator;
                case administer -> who == Who.creator || who == Who.administrator || who == Who.operator;
                case installation -> who == Who.administrator || who == Who.operator;
            };
        }
    }

    enum Who {
        /// May not use the repository.
        outsider,
        /// May use it, and was given nothing in this session, which isn't open to everyone.
        colleague,
        watcher,
        participant,
        /// A participant's token that is for watching.
        watching_token,
        creator,
        administrator,
        operator
    }
}

package dev.slipway.protocol;

/// Who did something: the author of a prompt, and of the commit that came of it.
///
/// @param name as in `git config user.name`, 1 to 200 characters
/// @param email as in `git config user.email`, 1 to 200 characters
public record Person(String name, String email) {
    public Person {
        Check.filled("name", name, 200);
        Check.filled("email", email, 200);
        if ((name + email).chars().anyMatch(c -> c < ' ' || c == '<' || c == '>'))
            throw new IllegalArgumentException("a person's name and e-mail hold no control characters and no < or >");
    }
}

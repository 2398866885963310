package dev.slipway.backend.environment;

import dev.slipway.backend.environment.Environment.Amount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a repository gets: what it asked for, as far as the operator grants it. Immutable.
///
/// @param environment with only the hosts, secrets and limits that are granted
/// @param reason of a guess, or where it was said, for people
/// @param notGranted what was asked and isn't granted, in words for people
/// @param problems of the repository's file, `LINE: what is wrong`; where there are some, nothing is done
public record Agreed(
        Environment environment, Source source, String reason, List<String> notGranted, List<String> problems) {
    public Agreed {
        notGranted = List.copyOf(notGranted);
        problems = List.copyOf(problems);
    }

    public enum Source {
        /// The repository's own file.
        file,
        /// The operator's configuration alone.
        operator,
        /// A guess.
        detected,
        /// Nobody said anything, and nothing was recognised.
        none
    }

    /// @param file the repository's own, of its default branch; empty where there is none
    /// @param names of what stands at the root of the repository
    /// @param granted what is opened to it
    /// @param most what a sandbox may use where the operator's section says nothing else; all of it is said
    public static Agreed of(
            String repository,
            Optional<EnvironmentFile> file,
            Collection<String> names,
            Operator operator,
            Granted granted,
            Amount most) {
        if (file.isPresent())
            return granted(repository, file.get().environment(), operator, granted, most)
                    .as(Source.file, Environment.FILE, file.get().problems());
        if (operator.over(repository, Environment.NONE).runsSomething())
            return granted(repository, Environment.NONE, operator, granted, most)
                    .as(Source.operator, "the configuration", List.of());
        Optional<Detection> guess = Detection.of(names);
        Environment asked = guess.map(Detection::environment).orElse(Environment.NONE);
        Grants decided = granted(repository, asked, operator, granted, most);
        if (guess.isEmpty()) return decided.as(Source.none, "nothing was recognised", List.of());
        return decided.guessed(guess.get().reason());
    }

    private static Grants granted(
            String repository, Environment asked, Operator operator, Granted granted, Amount most) {
        Environment decided = operator.over(repository, asked);
        Environment grant = operator.over(repository, Environment.NONE);
        Amount limits = lower(over(grant.limits(), most), asked.limits());
        List<String> hosts =
                asked.egress().stream().filter(granted.hosts()).distinct().toList();
        List<String> secrets =
                asked.secrets().stream().filter(granted.secrets()).distinct().toList();
        List<String> refused = new ArrayList<>();
        for (String host : asked.egress()) if (!hosts.contains(host)) refused.add("the host " + host);
        boolean missing = !refused.isEmpty();
        for (String secret : asked.secrets()) if (!secrets.contains(secret)) refused.add("the secret " + secret);
        refused.addAll(overstepped(asked.limits(), limits));
        Environment fine = decided.granted(hosts, secrets, limits);
        return new Grants(fine, refused, missing);
    }

    /// @param hostsMissing whether a host isn't granted
    private record Grants(Environment environment, List<String> notGranted, boolean hostsMissing) {
        Agreed as(Source source, String reason, List<String> problems) {
            return new Agreed(environment, source, reason, notGranted, problems);
        }

        /// A guess that can't succeed isn't tried: nobody asked for it.
        Agreed guessed(String reason) {
            if (!hostsMissing) return as(Source.detected, reason, List.of());
            String why = reason + ". Nothing is set up, since that needs hosts that aren't granted";
            return new Agreed(environment.idle(), Source.detected, why, notGranted, List.of());
        }
    }

    private static Amount over(Amount said, Amount otherwise) {
        return new Amount(
                or(said.memoryBytes(), otherwise.memoryBytes()),
                or(said.cpus(), otherwise.cpus()),
                or(said.processes(), otherwise.processes()),
                or(said.diskBytes(), otherwise.diskBytes()));
    }

    private static Amount lower(Amount granted, Amount asked) {
        return new Amount(
                lower(granted.memoryBytes(), asked.memoryBytes()),
                lower(granted.cpus(), asked.cpus()),
                lower(granted.processes(), asked.processes()),
                lower(granted.diskBytes(), asked.diskBytes()));
    }

    private static List<String> overstepped(Amount asked, Amount got) {
        List<String> words = new ArrayList<>();
        if (less(got.memoryBytes(), asked.memoryBytes())) words.add("more memory than " + size(got.memoryBytes()));
        if (less(got.cpus(), asked.cpus())) words.add("more processors than " + got.cpus());
        if (less(got.processes(), asked.processes())) words.add("more processes than " + got.processes());
        if (less(got.diskBytes(), asked.diskBytes())) words.add("more disk than " + size(got.diskBytes()));
        return words;
    }

    private static String size(@Nullable Long bytes) {
        return bytes == null ? "" : (bytes >> 20) + " MB";
    }

    private static <T extends Comparable<T>> boolean less(@Nullable T got, @Nullable T asked) {
        return got != null && asked != null && got.compareTo(asked) < 0;
    }

    private static <T extends Comparable<T>> @Nullable T lower(@Nullable T a, @Nullable T b) {
        if (a == null) return b;
        return b == null || a.compareTo(b) <= 0 ? a : b;
    }

    private static <T> @Nullable T or(@Nullable T value, @Nullable T otherwise) {
        return value == null ? otherwise : value;
    }
}

package dev.slipway.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Repositories of any size, with one commit on `main`, checked out.
final class GeneratedRepository {
    private static final int IN_ONE_FOLDER = 100;

    private GeneratedRepository() {}

    /// @param folder empty
    /// @return the folder
    static Path make(Path folder, int files) throws IOException, InterruptedException {
        run(folder, "init", "-q", "-b", "main", ".");
        Process writing = git(folder, "fast-import", "--quiet");
        try (OutputStream to = writing.getOutputStream();
                PrintStream out = new PrintStream(new BufferedOutputStream(to), false, StandardCharsets.US_ASCII)) {
            commit(out, files);
        }
        if (writing.waitFor() != 0) throw new IOException("the repository can't be made");
        run(folder, "reset", "-q", "--hard");
        return folder;
    }

    /// The native git, in a repository.
    static void run(Path folder, String... arguments) throws IOException, InterruptedException {
        if (git(folder, arguments).waitFor() != 0) throw new IOException("git " + arguments[0] + " failed");
    }

    private static void commit(PrintStream out, int files) {
        out.print("commit refs/heads/main\ncommitter Ada <ada@example.org> 1700000000 +0000\ndata 6\nBegin\n\n");
        for (int i = 0; i < files; i++) {
            StringBuilder content = new StringBuilder();
            for (int line = 0; line < 10; line++)
                content.append("line ")
                        .append(line)
                        .append(" of file ")
                        .append(i)
                        .append('\n');
            out.print("M 644 inline " + path(i) + "\ndata " + content.length() + "\n" + content + "\n");
        }
    }

    private static String path(int file) {
        int folder = file / IN_ONE_FOLDER;
        return "src/part" + folder / IN_ONE_FOLDER + "/folder" + folder + "/file" + file + ".txt";
    }

    private static Process git(Path folder, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
        return builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }
}

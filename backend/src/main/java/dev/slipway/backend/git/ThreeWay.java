package dev.slipway.backend.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.HistogramDiff;
import org.eclipse.jgit.diff.RawText;
import org.eclipse.jgit.diff.RawTextComparator;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.merge.MergeAlgorithm;
import org.eclipse.jgit.merge.MergeFormatter;
import org.eclipse.jgit.merge.MergeResult;

/// Merges one file that was changed on two sides. One thread.
final class ThreeWay {
    private static final int MOST_BYTES = 4 << 20;

    private final Contents contents;
    private final MergeAlgorithm algorithm;

    ThreeWay(Contents contents) {
        this.contents = contents;
        HistogramDiff linear = new HistogramDiff();
        linear.setFallbackAlgorithm(null);
        this.algorithm = new MergeAlgorithm(linear);
    }

    /// Empty where the two sides don't go together.
    Optional<Version> merge(Version base, Version ours, Version theirs) throws IOException {
        if (ours.equals(theirs) || theirs.equals(base)) return Optional.of(ours);
        if (ours.equals(base)) return Optional.of(theirs);
        if (!base.isFile() || !ours.isFile() || !theirs.isFile()) return Optional.empty();
        FileMode mode = ours.mode().equals(base.mode()) ? theirs.mode() : ours.mode();
        return content(base.blob(), ours.blob(), theirs.blob()).map(blob -> new Version(mode, blob));
    }

    private Optional<ObjectId> content(ObjectId base, ObjectId ours, ObjectId theirs) throws IOException {
        if (ours.equals(theirs) || theirs.equals(base)) return Optional.of(ours);
        if (ours.equals(base)) return Optional.of(theirs);
        Optional<RawText> before = text(base);
        Optional<RawText> here = text(ours);
        Optional<RawText> there = text(theirs);
        if (before.isEmpty() || here.isEmpty() || there.isEmpty()) return Optional.empty();
        MergeResult<RawText> result = algorithm.merge(RawTextComparator.DEFAULT, before.get(), here.get(), there.get());
        if (result.containsConflicts()) return Optional.empty();
        ByteArrayOutputStream merged = new ByteArrayOutputStream();
        new MergeFormatter().formatMerge(merged, result, List.of("base", "ours", "theirs"), StandardCharsets.UTF_8);
        return Optional.of(contents.keep(merged.toByteArray()));
    }

    /// Empty for what isn't text, or is too large.
    private Optional<RawText> text(ObjectId blob) throws IOException {
        ObjectLoader content = contents.open(blob);
        if (content.getSize() > MOST_BYTES) return Optional.empty();
        byte[] bytes = content.getBytes();
        return RawText.isBinary(bytes) ? Optional.empty() : Optional.of(new RawText(bytes));
    }
}

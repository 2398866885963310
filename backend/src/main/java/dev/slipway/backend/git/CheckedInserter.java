package dev.slipway.backend.git;

import java.io.IOException;
import java.util.Arrays;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;

/// Lets no tree or commit into the store that git's own check would refuse.
final class CheckedInserter extends ObjectInserter.Filter {
    private final ObjectInserter delegate;

    CheckedInserter(ObjectInserter delegate) {
        this.delegate = delegate;
    }

    @Override
    protected ObjectInserter delegate() {
        return delegate;
    }

    @Override
    public ObjectId insert(int type, byte[] data, int offset, int length) throws IOException {
        if (type != Constants.OBJ_BLOB)
            new ObjectChecker().check(type, Arrays.copyOfRange(data, offset, offset + length));
        return super.insert(type, data, offset, length);
    }
}

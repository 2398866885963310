package dev.slipway.client;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/// An immutable list that grows at its end: adding or replacing one element shares all the others (a trie of
/// 32-wide nodes, after Bagwell's). Reading, adding and replacing cost O(log₃₂ n).
final class Sequence<T> extends AbstractList<T> implements RandomAccess {
    private static final int BITS = 5;
    private static final int WIDTH = 1 << BITS;
    private static final int MASK = WIDTH - 1;

    private static final Sequence<Object> EMPTY = new Sequence<>(0, 0, new Object[0]);

    private final int size;
    private final int shift;
    private final Object[] root;

    private Sequence(int size, int shift, Object[] root) {
        this.size = size;
        this.shift = shift;
        this.root = root;
    }

    @SuppressWarnings("unchecked")
    static <T> Sequence<T> of() {
        return (Sequence<T>) EMPTY;
    }

    static <T> Sequence<T> copyOf(List<T> elements) {
        Sequence<T> sequence = of();
        for (T element : elements) sequence = sequence.plus(element);
        return sequence;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    @SuppressWarnings("unchecked")
    public T get(int index) {
        if (index < 0 || index >= size) throw new IndexOutOfBoundsException(index);
        Object[] node = root;
        for (int level = shift; level > 0; level -= BITS) node = (Object[]) node[(index >>> level) & MASK];
        return (T) node[index & MASK];
    }

    Sequence<T> plus(T element) {
        if (size == WIDTH << shift && size > 0) {
            Object[] higher = {root};
            return new Sequence<>(size + 1, shift + BITS, put(higher, shift + BITS, size, element));
        }
        return new Sequence<>(size + 1, shift, put(root, shift, size, element));
    }

    Sequence<T> with(int index, T element) {
        if (index < 0 || index >= size) throw new IndexOutOfBoundsException(index);
        return new Sequence<>(size, shift, put(root, shift, index, element));
    }

    private static Object[] put(Object[] node, int level, int index, Object element) {
        int place = (index >>> level) & MASK;
        Object[] copy = Arrays.copyOf(node, Math.max(node.length, place + 1));
        if (level == 0) copy[place] = element;
        else {
            Object[] below = place < node.length ? (Object[]) node[place] : new Object[0];
            copy[place] = put(below, level - BITS, index, element);
        }
        return copy;
    }
}

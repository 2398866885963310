package dev.slipway.backend.egress;

import java.net.InetAddress;

/// Addresses that begin with the same bits, as in `10.1.2.0/24` or `fd00::/8`. Immutable.
public record AddressRange(InetAddress network, int bits) {

    /// @param text an address, or one with the number of bits that count
    /// @throws IllegalArgumentException where it is neither
    public static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!address.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*"))
            throw new IllegalArgumentException(text + " isn't an address, or a range such as 10.1.2.0/24");
        InetAddress network = InetAddress.ofLiteral(address);
        int most = network.getAddress().length * 8;
        String bits = slash < 0 ? "" + most : text.substring(slash + 1);
        if (!bits.matches("[0-9]{1,3}") || Integer.parseInt(bits) > most)
            throw new IllegalArgumentException(text + " isn't a range such as 10.1.2.0/24");
        return new AddressRange(network, Integer.parseInt(bits));
    }

    public boolean contains(InetAddress address) {
        byte[] own = network.getAddress();
        byte[] other = address.getAddress();
        if (own.length != other.length) return false;
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((own[bit / 8] & mask) != (other[bit / 8] & mask)) return false;
        }
        return true;
    }
}

package dev.slipway.backend.people;

import dev.slipway.protocol.LinkId;
import dev.slipway.protocol.SessionId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The codes of share links: a link's name, and a seal that only who has the installation's secret can make, so that
/// what all who see a session know of its links opens nothing. Immutable.
public final class Links {
    private static final String SEAL = "HmacSHA256";

    private final SecretKeySpec key;

    /// @param secret which is kept, since another one makes all links worthless
    public Links(String secret) {
        this.key = new SecretKeySpec(("links " + secret).getBytes(StandardCharsets.UTF_8), SEAL);
    }

    public String code(SessionId session, LinkId link) {
        return link + "." + seal(session, link);
    }

    /// The link that a code is of; empty where it is of none of this session.
    public Optional<LinkId> link(SessionId session, String code) {
        int dot = code.indexOf('.');
        try {
            LinkId link = new LinkId(code.substring(0, Math.max(0, dot)));
            byte[] right = code(session, link).getBytes(StandardCharsets.UTF_8);
            return MessageDigest.isEqual(right, code.getBytes(StandardCharsets.UTF_8))
                    ? Optional.of(link)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private String seal(SessionId session, LinkId link) {
        try {
            Mac mac = Mac.getInstance(SEAL);
            mac.init(key);
            byte[] sealed = mac.doFinal((session + " " + link).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(sealed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

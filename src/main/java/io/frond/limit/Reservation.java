package io.frond.limit;

import java.util.List;

/**
 * The claims of one request.
 *
 * @param id unique over all nodes and for ever; letters, digits and dashes
 * @param claims each of another bucket
 */
public record Reservation(String id, List<Claim> claims) {

    public Reservation {
        claims = List.copyOf(claims);
    }

    /** Whether anything stays held until it is settled. Where nothing does, there is nothing to renew or to settle. */
    public boolean holds() {
        for (var claim : claims) {
            if (!claim.atOnce()) {
                return true;
            }
        }
        return false;
    }
}

package io.frond.account;

import io.frond.model.Money;
import io.frond.model.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What a request used, and what that costs.
 *
 * @param backend who answered; empty where none did
 * @param model the name that the backend was asked for
 * @param usage of the answer; reported, estimated where the provider does not say, or unknown
 * @param lost tokens that were seen of tries which broke off within the answer
 * @param cost null where there is no price, or nothing to pay
 */
record Bill(
        String backend,
        String model,
        Usage usage,
        long lost,
        @Nullable Money cost) {

    static final Bill NOTHING = new Bill("", "", Usage.UNKNOWN, 0, null);

    /** Tokens without a price. */
    boolean unpriced() {
        return cost == null && usage.total() > 0;
    }
}

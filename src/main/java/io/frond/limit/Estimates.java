package io.frond.limit;

import io.frond.model.Ask;
import io.frond.model.Money;
import io.frond.model.Tenant;

/** What a request may come to, told before anybody has answered it. */
public interface Estimates {

    /** Tokens of what is asked. */
    long prompt(Ask ask);

    /** What it costs at most, whichever of the backends answers that this request may reach. */
    Money atMost(Tenant tenant, Ask ask, long prompt, long answer);
}

package io.frond.admin;

import io.frond.limit.LimitFill;
import io.frond.model.Limits.Unit;
import io.frond.model.Money;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** Limits and how full they are. */
public final class LimitRoutes implements Routes {
    private static final int MOST = 1000;

    private final Fills fills;

    /** Where limits are counted. */
    @FunctionalInterface
    public interface Fills {
        /** @param tenant empty for all */
        Future<List<LimitFill>> of(String tenant, int most);
    }

    public LimitRoutes(Fills fills) {
        this.fills = fills;
    }

    @Override
    public void mount(Router router) {
        router.get("/admin/v1/limits").handler(this::tell);
    }

    private void tell(RoutingContext on) {
        var tenant = on.request().getParam("tenant", "");
        fills.of(tenant, MOST + 1).onSuccess(all -> Answer.json(on, told(all))).onFailure(on::fail);
    }

    private static JsonObject told(List<LimitFill> all) {
        var limits = new JsonArray();
        all.stream().limit(MOST).forEach(one -> limits.add(told(one)));
        return new JsonObject().put("limits", limits).put("more", all.size() > MOST);
    }

    private static JsonObject told(LimitFill one) {
        return new JsonObject()
                .put("of", one.of())
                .put("limit", one.kind().word())
                .put("allowed", amount(one, one.limit()))
                .put("used", amount(one, one.fill().used()))
                .put("held", amount(one, one.fill().held()))
                .put("reset_ms", one.fill().reset().toMillis());
    }

    /** Dollars as a decimal number in text: a JSON number would be read as a float. */
    private static Object amount(LimitFill one, long amount) {
        return one.kind().unit() == Unit.NANO_USD ? new Money(amount).toString() : (Object) amount;
    }
}

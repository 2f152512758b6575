package io.frond.quality;

import io.frond.quality.RoutingData.Row;
import java.lang.management.ManagementFactory;
import java.util.List;

/** CPU that a verdict takes. */
final class RoutingPace {
    private static final int WARM = 20;
    private static final int TIMES = 50;

    private RoutingPace() {}

    /** The median over these questions. */
    static double microseconds(RoutingTenant tenant, List<Row> questions) {
        for (int i = 0; i < WARM; i++) {
            questions.forEach(row -> spent(tenant, row.text(), 1));
        }
        double[] each = questions.stream()
                .mapToDouble(row -> spent(tenant, row.text(), TIMES))
                .sorted()
                .toArray();
        return each[each.length / 2];
    }

    private static double spent(RoutingTenant tenant, String text, int times) {
        var cpu = ManagementFactory.getThreadMXBean();
        long before = cpu.getCurrentThreadCpuTime();
        double sum = 0;
        for (int i = 0; i < times; i++) {
            sum += tenant.verdict(text).margin();
        }
        long after = cpu.getCurrentThreadCpuTime();
        return sum < -1 ? 0 : (after - before) / 1e3 / times;
    }
}

package io.frond.upstream;

import java.util.ArrayList;
import java.util.List;

/** When a backend's gauges are shown: not before it is at work, for another may stand in its place until then. */
final class Appearance {
    private final List<Runnable> due = new ArrayList<>();
    private boolean begun;

    /** Now, or when it begins. */
    synchronized void show(Runnable gauges) {
        if (begun) {
            gauges.run();
        } else {
            due.add(gauges);
        }
    }

    synchronized void begin() {
        begun = true;
        due.forEach(Runnable::run);
        due.clear();
    }
}

package io.frond.upstream.dialect;

import java.util.function.Consumer;

/** Puts the data of each event together and hands them on; events without any are passed over. */
final class EventReader implements SseScanner.Listener {
    private final EventData data = new EventData();
    private final Consumer<byte[]> events;
    private final boolean goesOn;

    /** @param goesOn whether the scanner is to hand on the events as they stand */
    EventReader(Consumer<byte[]> events, boolean goesOn) {
        this.events = events;
        this.goesOn = goesOn;
    }

    @Override
    public void data(byte[] in, int from, int to) {
        data.add(in, from, to);
    }

    @Override
    public void name(String name) {}

    @Override
    public boolean over() {
        var event = data.taken();
        if (event.length > 0) {
            events.accept(event);
        }
        return goesOn;
    }
}

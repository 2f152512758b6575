package io.frond.observe;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.LayoutBase;

/** Access lines as they are, for they bring their own form; all other events by the layout given. */
final class AccessOrLog extends LayoutBase<ILoggingEvent> {
    static final String ACCESS = "io.frond.access";

    private final Layout<ILoggingEvent> others;

    AccessOrLog(Layout<ILoggingEvent> others) {
        this.others = others;
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        return event.getLoggerName().equals(ACCESS)
                ? Redaction.of(event.getFormattedMessage()) + '\n'
                : others.doLayout(event);
    }
}

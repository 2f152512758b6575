package io.frond.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "demo",
        header = "Start the gateway in front of simulated models.",
        description = {
            "With documents, routes and two tenants. Needs no key, no network, no Redis.",
            "Ctrl-C ends it.",
            ""
        })
final class DemoVerb implements Callable<Integer> {
    private final Desk desk;

    @Mixin
    final ListenOptions listen = new ListenOptions();

    DemoVerb(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        return desk.attend(MainThread.await(desk.program().get().demo(listen.listening())));
    }
}

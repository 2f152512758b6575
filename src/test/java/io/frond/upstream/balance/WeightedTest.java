package io.frond.upstream.balance;

class WeightedTest extends EveryBalancer {

    @Override
    Balancer balancer() {
        return Balancer.weighted();
    }
}

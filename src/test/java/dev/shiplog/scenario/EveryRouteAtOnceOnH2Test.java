package dev.shiplog.scenario;

class EveryRouteAtOnceOnH2Test extends EveryRouteAtOnceContract {}

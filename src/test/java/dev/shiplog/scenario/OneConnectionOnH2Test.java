package dev.shiplog.scenario;

class OneConnectionOnH2Test extends OneConnectionContract {}

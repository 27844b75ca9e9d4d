package dev.taximeter.emulator.pubsub;

import com.google.pubsub.v1.PubsubMessage;

/** A message on its way to one subscription. */
final class Letter {
    final PubsubMessage message;
    /** How often it was handed out. */
    int deliveries;

    Letter(PubsubMessage message) {
        this.message = message;
    }

    int bytes() {
        return message.getSerializedSize();
    }
}

package dev.taximeter.serve;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeliveriesTest {
    @Test
    void eachMessageIsCountedByItself() {
        Deliveries deliveries = new Deliveries(10);
        assertThat(deliveries.of("a")).isEqualTo(1);
        assertThat(deliveries.of("b")).isEqualTo(1);
        assertThat(deliveries.of("a")).isEqualTo(2);
    }

    @Test
    void theOneThatCameLongestAgoIsForgottenFirst() {
        Deliveries deliveries = new Deliveries(2);
        assertThat(deliveries.of("a")).isEqualTo(1);
        assertThat(deliveries.of("b")).isEqualTo(1);
        assertThat(deliveries.of("a")).isEqualTo(2);
        assertThat(deliveries.of("c")).isEqualTo(1);
        assertThat(deliveries.of("a")).isEqualTo(3);
        assertThat(deliveries.of("b")).isEqualTo(1);
    }
}

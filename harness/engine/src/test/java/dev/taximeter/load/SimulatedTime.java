package dev.taximeter.load;

import static java.util.Comparator.comparingLong;

import dev.taximeter.model.NanoClock;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;

/**
 * A clock and the threads that live by it. One thread runs at a time, until it sleeps or ends; then the thread with the
 * earliest deadline runs, and time jumps there. Among equal deadlines the one that was set first comes first. So every
 * run is the same, and a minute takes a millisecond. Threads may wait in {@link #sleepUntil} only.
 */
final class SimulatedTime implements NanoClock, ThreadFactory {
    private final PriorityQueue<Sleeper> sleepers =
            new PriorityQueue<>(comparingLong(Sleeper::deadlineNanos).thenComparingLong(Sleeper::order));
    private long nowNanos;
    private long order;

    private record Sleeper(long deadlineNanos, long order, Thread thread, Semaphore gate) {}

    @Override
    public synchronized long nanos() {
        return nowNanos;
    }

    @Override
    public void sleepUntil(long deadlineNanos) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (deadlineNanos <= nanos()) {
            return;
        }
        Sleeper self = enqueued(deadlineNanos, Thread.currentThread());
        wakeNext();
        self.gate.acquireUninterruptibly();
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Loses this much time on a thread that nobody interrupts. */
    void sleep(long nanos) {
        try {
            sleepUntil(nanos() + nanos);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** A thread that first runs when the current one sleeps, at the time of its start. */
    @Override
    public Thread newThread(Runnable task) {
        return new SimulatedThread(task);
    }

    /** Runs something at this time, in a thread of its own. */
    void at(long deadlineNanos, Runnable task) {
        newThread(() -> {
                    sleep(deadlineNanos - nanos());
                    task.run();
                })
                .start();
    }

    private synchronized Sleeper enqueued(long deadlineNanos, Thread thread) {
        Sleeper sleeper = new Sleeper(Math.max(deadlineNanos, nowNanos), order++, thread, new Semaphore(0));
        sleepers.add(sleeper);
        return sleeper;
    }

    private synchronized void wakeNext() {
        Sleeper next = sleepers.poll();
        if (next != null) {
            nowNanos = next.deadlineNanos;
            next.gate.release();
        }
    }

    /** An interrupted sleeper wakes now, in its turn. */
    private synchronized void wakeEarly(Thread thread) {
        for (Sleeper sleeper : sleepers) {
            if (sleeper.thread == thread) {
                sleepers.remove(sleeper);
                sleepers.add(new Sleeper(nowNanos, order++, thread, sleeper.gate));
                return;
            }
        }
    }

    private final class SimulatedThread extends Thread {
        private final Runnable task;
        private Sleeper birth;

        SimulatedThread(Runnable task) {
            this.task = task;
        }

        @Override
        public void start() {
            birth = enqueued(nanos(), this);
            super.start();
        }

        @Override
        public void run() {
            birth.gate.acquireUninterruptibly();
            try {
                task.run();
            } finally {
                wakeNext();
            }
        }

        @Override
        public void interrupt() {
            super.interrupt();
            wakeEarly(this);
        }
    }
}

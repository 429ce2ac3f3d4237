package io.cityward.app.server;

/** What live viewers cost: started = ended + watching. */
public interface LiveMetrics {

  LiveMetrics NOOP =
      new LiveMetrics() {
        @Override
        public void watching(int viewers) {}

        @Override
        public void sent(int bytes) {}

        @Override
        public void cut() {}

        @Override
        public void refused() {}
      };

  /** How many watch now. */
  void watching(int viewers);

  /** Of video, over all viewers. */
  void sent(int bytes);

  /** A viewer took too little, for too long. */
  void cut();

  /** A viewer found all places taken. */
  void refused();
}

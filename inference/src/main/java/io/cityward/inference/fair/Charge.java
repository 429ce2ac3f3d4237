package io.cityward.inference.fair;

/** What a turn was charged when it was given, until {@link FairQueue#settle} knows better. */
public final class Charge<T> {

  private final Payers<T> payers;

  /** Bit i: the guarantee of payer i paid, rather than what others leave. */
  private long guaranteed;

  private double amount;

  Charge(Payers<T> payers) {
    this.payers = payers;
  }

  /** Which purse pays is decided once, by where the queue's clock stands. */
  void open(double estimate, double clock, double seconds) {
    for (int i = 0; i < payers.accounts.length; i++) {
      if (payers.accounts[i].isBehind(clock)) {
        guaranteed |= 1L << i;
      }
    }
    change(estimate, seconds);
  }

  void change(double to, double seconds) {
    double more = to - amount;
    amount = to;
    for (int i = 0; i < payers.accounts.length; i++) {
      Account<T> account = payers.accounts[i];
      double part = more * payers.parts[i];
      account.use(part, seconds);
      if ((guaranteed & 1L << i) != 0) {
        account.useGuarantee(part);
      } else {
        account.borrow(part);
      }
    }
  }
}

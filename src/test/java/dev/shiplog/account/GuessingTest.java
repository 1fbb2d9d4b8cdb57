package dev.shiplog.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.shiplog.site.PublicAddress;
import dev.shiplog.support.TestDatabase;
import jakarta.servlet.http.Cookie;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.support.TransactionTemplate;

/** Who guesses passwords is slowed down, whoever knows theirs is not. */
class GuessingTest {

  private static final Viewer ADMIN = new Viewer(0, "somebody", true);
  private static final String RIGHT = "the right password";
  private static final String HERE = "192.0.2.1";
  private static final String ELSEWHERE = "198.51.100.7";

  private final SteppedClock clock = new SteppedClock();
  private final Counting hashes = new Counting();
  private final KnownBrowsers browsers = new KnownBrowsers(new PublicAddress(""));
  private final Accounts accounts;
  private final PasswordSignIn signIn;

  GuessingTest() {
    DataSource database = TestDatabase.h2();
    JdbcClient jdbc = JdbcClient.create(database);
    Viewers viewers = new Viewers(jdbc, new OpenSessions());
    var transactions = new TransactionTemplate(new JdbcTransactionManager(database));
    accounts = new Accounts(jdbc, transactions, hashes, viewers, event -> {}, clock);
    signIn =
        new PasswordSignIn(
            accounts,
            hashes,
            hashes,
            new SignInThrottle(clock),
            new VerifiedPasswords(viewers),
            browsers);
    accounts.create(ADMIN, "ada", RIGHT, Role.USER);
  }

  @Test
  void sixtyWrongPasswordsAtTheSameInstantAreFiveTries() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(60);
    CyclicBarrier together = new CyclicBarrier(60);
    List<Callable<Boolean>> guesses = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      String guess = "guess " + i;
      guesses.add(
          () -> {
            together.await();
            return catchThrowable(() -> attempt(HERE, guess)) instanceof BadCredentialsException;
          });
    }
    int tried = 0;
    for (Future<Boolean> guess : pool.invokeAll(guesses)) {
      tried += guess.get() ? 1 : 0;
    }
    pool.shutdown();
    assertThat(tried).isEqualTo(5);
    assertThat(hashes.made).hasValue(5);
  }

  @Test
  void eachFailureDoublesTheWaitUpToAMinuteAndNeverLocksOut() {
    fail(HERE, 5);
    for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 60, 60, 60}) {
      assertWait(HERE, seconds);
      clock.step(Duration.ofSeconds(seconds).minusMillis(1));
      assertWait(HERE, 1);
      clock.step(Duration.ofMillis(1));
      fail(HERE, 1);
    }
    clock.step(Duration.ofMinutes(1));
    attempt(HERE, RIGHT);
    fail(HERE, 5);
    assertWait(HERE, 1);
  }

  @Test
  void whatIsRefusedIsNotLookedAtAlsoWhenItIsRight() {
    fail(HERE, 5);
    int before = hashes.made.get();
    assertWait(HERE, 1);
    assertThat(hashes.made).hasValue(before);
  }

  @Test
  void aPasswordThatWasRightAMinuteAgoIsNoWayToGoOnGuessing() {
    attempt(HERE, RIGHT);
    fail(HERE, 5);
    assertWait(HERE, 1);
  }

  @Test
  void failuresFromElsewhereDelayNobody() {
    fail(ELSEWHERE, 5);
    assertWait(ELSEWHERE, 1);
    attempt(HERE, RIGHT);
  }

  @Test
  void addressesOfOneNetworkAreOnePlace() {
    fail("2001:db8:1:2::1", 3);
    fail("2001:db8:1:2:3:4:5:6", 2);
    assertWait("2001:db8:1:2:ffff::", 1);
    attempt("2001:db8:1:3::1", RIGHT);
  }

  @Test
  void aBrowserThatSignedInBeforeIsNotDelayedByItsNeighbours() {
    String mark = markedBrowser();
    fail(HERE, 5);
    assertWait(HERE, 1);
    attempt(HERE, mark, RIGHT);
  }

  @Test
  void aBrowserThatSignedInBeforeGuessesAsSlowly() {
    String mark = markedBrowser();
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> attempt(HERE, mark, "wrong"))
          .isInstanceOf(BadCredentialsException.class);
    }
    assertThatThrownBy(() -> attempt(HERE, mark, RIGHT))
        .isInstanceOf(TooManyAttemptsException.class);
  }

  @Test
  void aForgedOrForeignOrOldMarkIsNone() {
    String mark = markedBrowser();
    accounts.create(ADMIN, "bob", RIGHT, Role.USER);
    String forged = "A".repeat(43) + mark.substring(43);
    fail(HERE, 5);
    for (String useless : new String[] {forged, mark + "x", "~", mark.substring(1), ""}) {
      assertThatThrownBy(() -> attempt(HERE, useless, RIGHT))
          .isInstanceOf(TooManyAttemptsException.class);
    }
    Accounts.Password bob = accounts.password("bob").orElseThrow();
    assertThat(browsers.name(new Client(HERE, mark), bob)).isEmpty();
    accounts.change(ADMIN, "ada", Optional.of("another password"), Optional.empty());
    assertThat(browsers.name(new Client(HERE, mark), ada())).isEmpty();
  }

  @Test
  void aBrowserKeepsTheMarksOfItsLastUsers() {
    String marks = "";
    for (int i = 0; i < 7; i++) {
      accounts.create(ADMIN, "user" + i, RIGHT, Role.USER);
      marks = marked(marks, "user" + i);
    }
    marks = marked(marks, "user6");
    assertThat(marks).hasSizeLessThan(500);
    for (int i = 0; i < 7; i++) {
      Accounts.Password user = accounts.password("user" + i).orElseThrow();
      assertThat(browsers.name(new Client(HERE, marks), user).isPresent()).isEqualTo(i >= 2);
    }
  }

  @Test
  void aRightPasswordCostsOneHashAMinute() {
    for (int i = 0; i < 20; i++) {
      attempt(HERE, RIGHT);
    }
    assertThat(hashes.made).hasValue(1);
  }

  @Test
  void aRightPasswordFromManyAtOnceIsOneHashAndNobodyIsRefused() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(20);
    List<Callable<Object>> attempts = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      attempts.add(Executors.callable(() -> attempt(HERE, RIGHT)));
    }
    for (Future<Object> attempt : pool.invokeAll(attempts)) {
      attempt.get();
    }
    pool.shutdown();
    assertThat(hashes.made).hasValue(1);
  }

  @Test
  void aChangedPasswordIsForgottenAtOnceAndTheNewOneWorks() {
    attempt(HERE, RIGHT);
    accounts.change(ADMIN, "ada", Optional.of("another password"), Optional.empty());
    assertThatThrownBy(() -> attempt(HERE, RIGHT)).isInstanceOf(BadCredentialsException.class);
    attempt(HERE, "another password");
    accounts.change(ADMIN, "ada", Optional.of(RIGHT), Optional.empty());
    attempt(HERE, RIGHT);
    accounts.delete(ADMIN, "ada");
    assertThatThrownBy(() -> attempt(HERE, RIGHT)).isInstanceOf(BadCredentialsException.class);
  }

  private Accounts.Password ada() {
    return accounts.password("ada").orElseThrow();
  }

  private String markedBrowser() {
    return marked("", "ada");
  }

  private String marked(String before, String username) {
    var response = new MockHttpServletResponse();
    browsers.remember(
        new Client(HERE, before),
        accounts.password(username).orElseThrow(),
        new MockHttpServletRequest(),
        response);
    return response.getCookie(KnownBrowsers.COOKIE).getValue();
  }

  private void fail(String address, int times) {
    for (int i = 0; i < times; i++) {
      assertThatThrownBy(() -> attempt(address, "wrong"))
          .isInstanceOf(BadCredentialsException.class);
    }
  }

  private void assertWait(String address, long seconds) {
    assertThatThrownBy(() -> attempt(address, RIGHT))
        .isInstanceOfSatisfying(
            TooManyAttemptsException.class,
            e -> assertThat(e.retryAfterSeconds()).isEqualTo(seconds));
  }

  private void attempt(String address, String password) {
    attempt(address, "", password);
  }

  private void attempt(String address, String mark, String password) {
    var request = new MockHttpServletRequest();
    request.setRemoteAddr(address);
    request.setCookies(new Cookie(KnownBrowsers.COOKIE, mark));
    var attempt = UsernamePasswordAuthenticationToken.unauthenticated("ada", password);
    attempt.setDetails(Client.of(request));
    signIn.authenticate(attempt);
  }

  /** Hashes nothing, but counts. */
  private static final class Counting implements PasswordEncoder {

    private final AtomicInteger made = new AtomicInteger();

    @Override
    public String encode(@Nullable CharSequence password) {
      return UUID.randomUUID() + " " + password;
    }

    @Override
    public boolean matches(@Nullable CharSequence password, @Nullable String hash) {
      made.incrementAndGet();
      return String.valueOf(hash).endsWith(" " + password);
    }
  }

  private static final class SteppedClock extends Clock {

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

    void step(Duration by) {
      now.updateAndGet(before -> before.plus(by));
    }

    @Override
    public Instant instant() {
      return now.get();
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}

package io.cityward.alerts.compute.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.cityward.alerts.book.Outcome;
import io.cityward.alerts.book.Outcome.Refusal;
import io.cityward.alerts.compute.Allotment;
import io.cityward.alerts.compute.Application;
import io.cityward.alerts.compute.Application.Draft;
import io.cityward.alerts.compute.ComputeDepartment;
import io.cityward.alerts.compute.ComputeDepartment.Origin;
import io.cityward.alerts.compute.FakePool;
import io.cityward.alerts.compute.Member;
import io.cityward.alerts.registry.Command;
import io.cityward.alerts.store.SqliteAlertStore;
import io.cityward.alerts.workorder.Department;
import io.cityward.core.CityException;
import io.cityward.core.ErrorCode;
import io.cityward.testkit.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DepartmentsIT {

  private static final Instant NOW = Instant.parse("2026-11-25T04:00:00Z");

  @TempDir Path folder;
  private final FakePool pool = new FakePool();
  private final TestClock clock = TestClock.at(NOW);
  private SqliteAlertStore store;
  private ComputeBook book;
  private Departments departments;

  @BeforeEach
  void open() {
    store = new SqliteAlertStore(folder.resolve("book.db"));
    store.start();
    book = book("traffic-police");
    departments = book.departments();
  }

  @AfterEach
  void close() {
    store.close();
  }

  private ComputeBook book(String configured) {
    return new ComputeBook(
        store,
        List.of(new Department(configured, "交警支队", Optional.empty())),
        ComputeSettings.DEFAULT,
        pool,
        ComputePolicy.NAMES,
        clock);
  }

  private static Command key(String key) {
    return new Command("wang", key);
  }

  private static <T> T done(Outcome<T> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Done.class);
    return ((Outcome.Done<T>) outcome).value();
  }

  private static Outcome.Refused<?> refused(Outcome<?> outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Refused.class);
    return (Outcome.Refused<?>) outcome;
  }

  @Test
  void theCityIsAlwaysThereAndThoseOfTheConfigurationStayAsTheyAre() {
    assertThat(departments.all())
        .extracting(ComputeDepartment::id, ComputeDepartment::origin)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("city", Origin.BUILT_IN),
            org.assertj.core.groups.Tuple.tuple("traffic-police", Origin.CONFIGURED));
    assertThat(refused(departments.rename("city", "x", 0, key("a"))).reason())
        .isEqualTo(Refusal.READ_ONLY);
    assertThat(refused(departments.delete("city", key("b"))).message())
        .isEqualTo("department city: it is built in");
    assertThat(refused(departments.delete("traffic-police", key("c"))).message())
        .isEqualTo(
            "department traffic-police: it stands in the configuration file and can only be"
                + " changed there");
    assertThatThrownBy(() -> departments.create("city", "x", key("d")))
        .isInstanceOfSatisfying(
            CityException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_EXISTS));
  }

  @Test
  void aConfiguredDepartmentNamedCityGivesTheCityItsName() {
    assertThat(book("city").departments().get("city"))
        .isEqualTo(ComputeDepartment.fixed("city", "交警支队", Origin.BUILT_IN));
  }

  @Test
  void isAddedRenamedAndRemoved() {
    ComputeDepartment added = done(departments.create("urban", "城管", key("a")));
    assertThat(done(departments.create("urban", "城管", key("a")))).isEqualTo(added);
    ComputeDepartment renamed =
        done(departments.rename("urban", "城市管理", added.revision(), key("b")));
    assertThat(renamed.name()).isEqualTo("城市管理");
    Outcome.Refused<?> stale =
        refused(departments.rename("urban", "x", added.revision(), key("c")));
    assertThat(stale.reason()).isEqualTo(Refusal.STALE_VERSION);
    assertThat(stale.message())
        .isEqualTo(
            "department urban: revision 1 (expected: 2, changed by wang at 2026-11-25T04:00:00Z;"
                + " read it again)");
    assertThat(done(departments.delete("urban", key("d")))).contains(renamed);
    assertThat(done(departments.delete("urban", key("d")))).isEmpty();
    assertThatThrownBy(() -> departments.get("urban")).hasMessageContaining("no such department");
    assertThat(done(departments.create("urban", "x", key("e"))).revision()).isEqualTo(3);
  }

  @Test
  void oneThatIsNeededCannotBeRemoved() {
    done(departments.create("urban", "城管", key("a")));
    Application application =
        done(
            book.applications()
                .submit(
                    new Draft(
                        "urban",
                        new Allotment.Compute(10, 10, 1),
                        Optional.empty(),
                        NOW.plus(Duration.ofDays(1)),
                        "x"),
                    key("b")));
    pool.tasksOf.put("urban", 2);
    assertThat(refused(departments.delete("urban", key("c"))).message())
        .isEqualTo(
            "department urban: 0 grants, 1 pending applications, 2 tasks"
                + " (expected: none, to remove it)");
    pool.tasksOf.clear();
    done(book.applications().approve(application.id(), 1, "", Optional.empty(), key("d")));
    assertThat(refused(departments.delete("urban", key("e"))).reason()).isEqualTo(Refusal.IN_USE);
    clock.advance(Duration.ofDays(1));
    done(departments.delete("urban", key("f")));
  }

  @Test
  void itsMembersGoWithIt() {
    done(departments.create("urban", "城管", key("a")));
    done(departments.put(new Member("urban", "zhang", Member.Role.APPLICANT), key("b")));
    done(departments.delete("urban", key("c")));
    done(departments.create("urban", "城管", key("d")));
    assertThat(departments.members("urban")).isEmpty();
  }

  @Test
  void membersOfConfiguredDepartmentsAreKeptToo() {
    Member zhang = new Member("traffic-police", "zhang", Member.Role.MEMBER);
    done(departments.put(zhang, key("a")));
    Member applicant = new Member("traffic-police", "zhang", Member.Role.APPLICANT);
    done(departments.put(applicant, key("b")));
    assertThat(departments.members("traffic-police")).containsExactly(applicant);
    assertThat(done(departments.remove("traffic-police", "zhang", key("c")))).contains(applicant);
    assertThatThrownBy(() -> departments.remove("traffic-police", "zhang", key("d")))
        .hasMessage("member: zhang (no such member)");
    assertThatThrownBy(
            () -> departments.put(new Member("nobody", "x", Member.Role.MEMBER), key("e")))
        .hasMessage("department: nobody (no such department)");
  }

  @Test
  void aDepartmentInBookAndConfigurationStopsTheStart() {
    done(departments.create("urban", "城管", key("a")));
    book.start();
    assertThatThrownBy(() -> book("urban").start())
        .hasMessage(
            "departments: urban (expected: an id that was not added at run time; remove one of"
                + " the two)");
  }
}

package dev.shiplog.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.shiplog.support.TestDatabase;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class DeploymentQueueOnH2Test extends DeploymentQueueContract {

  @Override
  DataSource freshDatabase() {
    return TestDatabase.h2();
  }

  /** The constraint stands for whatever may be wrong with one row. */
  @Test
  void oneThatCannotBeClaimedKeepsNoneOfTheOthersWaiting() {
    Deployment first = queue(web);
    Deployment second = queue(api);
    repositories
        .jdbc()
        .sql(
            "ALTER TABLE deployments ADD CONSTRAINT broken CHECK (id <> %d OR status = 'pending')"
                .formatted(first.id()))
        .update();

    assertThat(claim()).map(Deployment::id).contains(second.id());
    assertThat(claim()).isEmpty();
  }
}

"""What is frozen cannot be changed: triggers refuse it, for whoever asks. See `zorgpact.agenda.models.rounds`."""

from django.db import migrations

MESSAGE = "Deze ronde ligt vast en verandert niet meer."
OF_ROUND = "EXISTS (SELECT 1 FROM agenda_round WHERE id = {row}.round_id AND frozen_at IS NOT NULL)"
OF_ACTION = (
    "EXISTS (SELECT 1 FROM agenda_round INNER JOIN agenda_roundaction ON agenda_roundaction.round_id = agenda_round.id"
    " WHERE agenda_roundaction.id = {row}.frozen_action_id AND agenda_round.frozen_at IS NOT NULL)"
)
# When a row is part of a frozen round; and which changes are refused, of the row that was (OLD) or that is to be (NEW).
FROZEN = {
    "agenda_round": "{row}.frozen_at IS NOT NULL",
    "agenda_roundaction": OF_ROUND,
    "agenda_roundplan": OF_ROUND,
    "agenda_roundplace": OF_ACTION,
}
OF_ROWS = [("INSERT", "NEW"), ("UPDATE", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")]
REFUSED = {
    "agenda_round": [("UPDATE", "OLD"), ("DELETE", "OLD")],  # that it becomes frozen is allowed
    "agenda_roundaction": OF_ROWS,
    "agenda_roundplan": OF_ROWS,
    "agenda_roundplace": OF_ROWS,
}
SQLITE = """
CREATE TRIGGER {name} BEFORE {change} ON {table} WHEN {frozen}
BEGIN SELECT RAISE(ABORT, '{message}'); END
"""
POSTGRESQL = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF {frozen} THEN
    RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN COALESCE(NEW, OLD);
END $$;
CREATE TRIGGER {name} BEFORE {change} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}();
"""


def triggers():
    for table, changes in REFUSED.items():
        for change, row in changes:
            yield f"{table}_frozen_{change}_{row}".lower(), table, change, FROZEN[table].format(row=row)


def refuse_changes(apps, schema_editor):
    sql = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for name, table, change, frozen in triggers():
        schema_editor.execute(
            sql.format(name=name, table=table, change=change, frozen=frozen, message=MESSAGE), params=None
        )


def allow_changes(apps, schema_editor):
    for name, *_ in triggers():
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP FUNCTION {name}() CASCADE", params=None)
        else:
            schema_editor.execute(f"DROP TRIGGER {name}", params=None)


class Migration(migrations.Migration):
    dependencies = [("agenda", "0004_rounds")]
    operations = [migrations.RunPython(refuse_changes, allow_changes)]

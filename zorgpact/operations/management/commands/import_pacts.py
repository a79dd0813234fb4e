from pacts.models import Pact
from zorgpact.operations.management.list_command import ListCommand


class Command(ListCommand):
    help = "Leest een lijst van pacten: nieuwe maken, bestaande bijwerken. Zonder --save is het een proef."
    model = Pact

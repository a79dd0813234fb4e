"""What is asked of a password, where Django says it in English only."""

from django.contrib.auth.password_validation import MinimumLengthValidator


class LengthValidator(MinimumLengthValidator):
    def get_error_message(self) -> str:
        return f"Dit wachtwoord is te kort: kies minstens {self.min_length} tekens."

    def get_help_text(self) -> str:
        return f"Je wachtwoord heeft minstens {self.min_length} tekens."

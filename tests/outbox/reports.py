"""Reports of delivery as mail servers send them (RFC 3464)."""

REPORT = """\
Return-Path: <>
From: MAILER-DAEMON@mx.example.net
To: {to}
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type={report_type}; boundary="grens"

--grens
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--grens
Content-Type: message/{kind}

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; fatima@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--grens
Content-Type: text/rfc822-headers

Subject: Je bent aangemeld

--grens--
"""
ON_HOLIDAY = """\
From: fatima@example.org
To: {to}
Subject: Afwezig
Auto-Submitted: auto-replied

Ik ben er 5.1.1 december weer.
"""


def report(to: str, **changes: str) -> bytes:
    told = {
        "action": "failed",
        "status": "5.1.1",
        "report_type": "delivery-status",
        "kind": "delivery-status",
    }
    return REPORT.format(to=to, **{**told, **changes}).replace("\n", "\r\n").encode()


def auto_reply(to: str) -> bytes:
    return ON_HOLIDAY.format(to=to).encode()

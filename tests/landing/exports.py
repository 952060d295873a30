"""Small exports in the true shapes, quirks included."""

WAGES = """\
"Acme Support Inc"
"Payroll Journal"

"Employee Earnings"
"Weekly Payroll payroll period"," 08/10/2026 - 08/16/2026"
"Pay day"," 08/21/2026"
Last Name,First Name,Gross,Taxes
"O'Neil, Jr",Ann,"$1,000.50",100.05
Lee,Bo,-,
Payroll Totals,,"1,000.50",100.05

"Employee Earnings"
"Monthly Payroll payroll period"," 08/01/2026 - 08/31/2026"
"Pay day"," 08/31/2026"
Last Name,First Name,Gross,Overtime (Amount),Taxes
Kay,Cy,(50.25),,5-
Payroll Totals,,-50.25,,-5.00
"""

BILLS = """\
Transaction List by Vendor,,,
Acme Support Inc,,,
"January 1 - March 31, 2024",,,

,Date,Num,Amount
Onshore BPO Inc (2),,,
,01/31/2024,A-1,"28,749.50"
,02/29/2024,A-2,"(1,250.50)"
Total for Onshore BPO Inc,,,"$27,499.00"
Tool Co,,,
,02/01/2024,T-9,"-28,749.50"
Total for Tool Co,,,"-$28,749.50"
TOTAL,,,"($1,250.50)"

"Accrual Basis Monday, April 01, 2024 09:41 AM GMT-05:00",,,
"""

ORDERS = "Order ID,Amount,Note\n1,10.00,first\n2,20.00,second\n"
EVENTS = '{"id":1,"sent":"2024-01-03T14:05:00Z","body":{"a":[1,2]}}\n{"id":2,"sent":"x"}\n'

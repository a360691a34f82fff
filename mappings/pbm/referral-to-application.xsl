<?xml version="1.0" encoding="UTF-8"?>
<!-- The application for individual financial assistance. What happened to the person is not told: the office helps
     by need. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:rabta:mapping"
    xmlns:e="urn:rabta:lib:elements" xmlns="urn:pbm:ifa:1" exclude-result-prefixes="#all">
  <xsl:import href="../lib/pbm.xsl"/>
  <xsl:param name="document" as="map(*)"/>
  <xsl:variable name="victim" select="$document?victim"/>

  <xsl:template name="xsl:initial-template">
    <SubmitApplication>
      <messageId><xsl:value-of select="$document?message?id"/></messageId>
      <caseRef><xsl:value-of select="r:required($document?referral?id, 'the referral id')"/></caseRef>
      <head><xsl:value-of select="r:code('service', r:required($document?referral?service, 'the service'))"/></head>
      <urgent><xsl:value-of select="$document?referral?urgency = ('EMERGENCY', 'URGENT')"/></urgent>
      <appliedOn><xsl:value-of select="r:date($document?message?createdAt, 'instant', 'date')"/></appliedOn>
      <xsl:call-template name="applicant"/>
      <xsl:if test="$document?referral?service = 'HEALTH'"><xsl:call-template name="patient"/></xsl:if>
      <xsl:if test="$document?referral?service = 'EDUCATION'">
        <xsl:for-each select="r:required($details?household?student, 'details.household.student')"><xsl:call-template name="student"/></xsl:for-each>
      </xsl:if>
      <incomePkr><xsl:value-of select="r:required($details?incomePkr, 'details.incomePkr, the monthly income in rupees,')"/></incomePkr>
      <xsl:if test="$document?referral?service = 'HEALTH'"><xsl:call-template name="hospital"/></xsl:if>
      <xsl:call-template name="declarations"/>
      <documents><xsl:for-each select="$document?documents?*"><xsl:call-template name="document"/></xsl:for-each></documents>
    </SubmitApplication>
  </xsl:template>

  <xsl:template name="applicant">
    <applicant>
      <xsl:sequence select="e:name(QName($pbm, 'name'), r:required($victim?name, 'the name'))"/>
      <xsl:sequence select="e:name(QName($pbm, 'fatherName'), $victim?relation[?kind = 'FATHER'])"/>
      <xsl:sequence select="e:name(QName($pbm, 'husbandName'), $victim?relation[?kind = 'HUSBAND'])"/>
      <cnic>
        <xsl:value-of select="r:required($victim?identifiers?*[?type = 'CNIC'][1]?value, 'the applicant''s CNIC')"/>
      </cnic>
      <district><xsl:value-of select="r:code('district', r:required($victim?address?district, 'the district'))"/></district>
      <xsl:sequence select="e:text(QName($pbm, 'tehsil'), $victim?address?tehsil)"/>
      <xsl:sequence select="e:text(QName($pbm, 'address'), $victim?address?line)"/>
      <xsl:call-template name="contact"/>
    </applicant>
  </xsl:template>
</xsl:stylesheet>

<?xml version="1.0" encoding="UTF-8"?>
<!-- The application for individual financial assistance. What happened to the person is not told: the office helps
     by need. -->
<xsl:stylesheet version="3.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:r="urn:rabta:mapping"
    xmlns:e="urn:rabta:lib:elements" xmlns="urn:pbm:ifa:1" exclude-result-prefixes="#all">
  <xsl:import href="../lib/elements.xsl"/>
  <xsl:param name="document" as="map(*)"/>
  <xsl:variable name="pbm" select="'urn:pbm:ifa:1'"/>
  <xsl:variable name="victim" select="$document?victim"/>
  <xsl:variable name="details" select="$document?details"/>

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
      <declarations>
        <govtServantFamily>
          <xsl:value-of select="r:required($details?declarations?govtServantFamily, 'details.declarations.govtServantFamily')"/>
        </govtServantFamily>
        <xsl:for-each select="$details?declarations?otherAid?*"><otherAid><xsl:value-of select="."/></otherAid></xsl:for-each>
      </declarations>
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

  <xsl:template name="contact">
    <xsl:variable name="contact" select="$document?contact"/>
    <contact>
      <xsl:choose>
        <!-- Only a telephone that was agreed as safe. -->
        <xsl:when test="$contact?via = 'PHONE' and not($contact?noPhone = true()) and exists($contact?phone)">
          <phone><xsl:value-of select="$contact?phone"/></phone>
        </xsl:when>
        <xsl:when test="exists($contact?vso)">
          <throughOfficer><xsl:value-of select="$contact?vso"/></throughOfficer>
        </xsl:when>
        <xsl:otherwise><throughSender/></xsl:otherwise>
      </xsl:choose>
      <xsl:sequence select="e:text(QName($pbm, 'safeHours'), $contact?safeHours)"/>
      <noSms><xsl:value-of select="not($contact?noSms = false())"/></noSms>
      <femaleOfficer><xsl:value-of select="$contact?officerSex = 'F'"/></femaleOfficer>
      <xsl:sequence select="e:text(QName($pbm, 'language'), $contact?language)"/>
    </contact>
  </xsl:template>

  <xsl:template name="patient">
    <patient>
      <xsl:choose>
        <xsl:when test="exists($details?patient) and not($details?patient?sameAsApplicant = true())">
          <xsl:variable name="patient" select="$details?patient"/>
          <relation><xsl:value-of select="r:code('relation', r:required($patient?relation, 'details.patient.relation'))"/></relation>
          <xsl:sequence select="e:name(QName($pbm, 'name'), r:required($patient?name, 'details.patient.name'))"/>
          <xsl:element name="{if ($patient?identifier?type = 'BFORM') then 'bForm' else 'cnic'}" namespace="urn:pbm:ifa:1">
            <xsl:value-of select="r:digits(r:required($patient?identifier?value, 'details.patient.identifier'))"/>
          </xsl:element>
        </xsl:when>
        <xsl:otherwise><sameAsApplicant>true</sameAsApplicant></xsl:otherwise>
      </xsl:choose>
    </patient>
  </xsl:template>

  <xsl:template name="student">
    <student>
      <xsl:sequence select="e:name(QName($pbm, 'name'), r:required(?name, 'details.household.student.name'))"/>
      <bForm><xsl:value-of select="r:digits(r:required(?bForm, 'details.household.student.bForm'))"/></bForm>
      <institution><xsl:value-of select="r:required(?institution, 'details.household.student.institution')"/></institution>
      <publicInstitution><xsl:value-of select="r:required(?publicInstitution, 'details.household.student.publicInstitution')"/></publicInstitution>
      <class><xsl:value-of select="r:required(?class, 'details.household.student.class')"/></class>
      <feePkr><xsl:value-of select="r:required(?feePkr, 'details.household.student.feePkr')"/></feePkr>
    </student>
  </xsl:template>

  <xsl:template name="hospital">
    <xsl:variable name="hospital" select="r:required($details?hospital, 'details.hospital')"/>
    <hospital>
      <code><xsl:value-of select="r:required($hospital?code, 'details.hospital.code')"/></code>
      <government><xsl:value-of select="r:required($hospital?government, 'details.hospital.government')"/></government>
      <xsl:sequence select="e:text(QName($pbm, 'recommendationNo'), $hospital?recommendationNumber)"/>
      <xsl:sequence select="e:text(QName($pbm, 'diagnosisIcd10'), $hospital?diagnosisIcd10)"/>
      <estimatePkr><xsl:value-of select="r:required($hospital?estimatePkr, 'details.hospital.estimatePkr')"/></estimatePkr>
    </hospital>
  </xsl:template>

  <xsl:template name="document">
    <document>
      <id><xsl:value-of select="r:required(?id, 'the id of a document')"/></id>
      <type><xsl:value-of select="r:code('document-type', r:required(?type, 'the type of a document'))"/></type>
      <sha256><xsl:value-of select="r:required(?sha256, 'the hash of a document')"/></sha256>
      <mediaType><xsl:value-of select="r:required(?mediaType, 'the media type of a document')"/></mediaType>
    </document>
  </xsl:template>
</xsl:stylesheet>
